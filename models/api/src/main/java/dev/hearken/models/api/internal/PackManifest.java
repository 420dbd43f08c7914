package dev.hearken.models.api.internal;

import dev.hearken.models.api.ElementType;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.RuntimeVersion;
import dev.hearken.models.api.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a {@code pack.yaml} says, read strictly and compared with the folder it lies in. */
public record PackManifest(String id, String version, String language, String licence, List<String> boards,
                           List<ModelEntry> models, Map<String, PackFile> files) {

    public static final String FILE = "pack.yaml";

    private static final int FORMAT = 1;
    private static final int MOST_ELEMENTS = 1 << 26;

    /** Reads and checks the manifest and every file of the folder. */
    public static PackManifest read(Path folder) {
        StrictYaml yaml = StrictYaml.read(folder.resolve(FILE));
        var entries = yaml.map(Set.of("format", "id", "version", "language", "licence", "runtime", "boards", "models", "files"));
        StrictYaml format = yaml.required(entries, "format");
        if (format.integer(0, Integer.MAX_VALUE) != FORMAT) {
            throw format.error("pack format " + format.text() + " is not known to this runtime, which reads format " + FORMAT);
        }
        checkRuntime(yaml.required(entries, "runtime"));
        Map<String, PackFile> files = files(yaml.required(entries, "files"));
        PackManifest manifest = new PackManifest(
            identifier(yaml.required(entries, "id")),
            yaml.required(entries, "version").text(),
            yaml.required(entries, "language").text(),
            yaml.required(entries, "licence").text(),
            yaml.required(entries, "boards").list().stream().map(StrictYaml::text).toList(),
            models(yaml.required(entries, "models"), folder, files),
            files);
        manifest.verify(folder);
        return manifest;
    }

    private static String identifier(StrictYaml yaml) {
        String id = yaml.text();
        if (!id.matches("[a-z0-9][a-z0-9._-]{0,63}")) {
            throw yaml.error("id '" + id + "' must be 1 to 64 lower-case letters, digits, '.', '_', '-'");
        }
        return id;
    }

    private static void checkRuntime(StrictYaml yaml) {
        var range = yaml.map(Set.of("min", "below"));
        StrictYaml min = yaml.required(range, "min");
        StrictYaml below = yaml.required(range, "below");
        if (RuntimeVersion.CURRENT.compareTo(version(min)) < 0 || RuntimeVersion.CURRENT.compareTo(version(below)) >= 0) {
            throw yaml.error("the pack is made for runtime " + min.text() + " up to but not including " + below.text()
                + "; this is " + RuntimeVersion.CURRENT);
        }
    }

    private static RuntimeVersion version(StrictYaml yaml) {
        try {
            return RuntimeVersion.parse(yaml.text());
        } catch (IllegalArgumentException e) {
            throw yaml.error(e.getMessage() + "");
        }
    }

    private static Map<String, PackFile> files(StrictYaml yaml) {
        Map<String, PackFile> files = new LinkedHashMap<>();
        for (StrictYaml item : yaml.list()) {
            PackFile file = PackFile.of(item);
            if (file.path().equals(FILE)) {
                throw item.error(FILE + " cannot list itself");
            }
            if (files.put(file.path(), file) != null) {
                throw item.error("file '" + file.path() + "' is listed twice");
            }
        }
        return files;
    }

    private static List<ModelEntry> models(StrictYaml yaml, Path folder, Map<String, PackFile> files) {
        List<ModelEntry> models = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (StrictYaml item : yaml.list()) {
            ModelEntry model = model(item, folder, files);
            if (!known.add(model.role() + '\n' + model.name() + '\n' + model.backend())) {
                throw item.error("a second " + model.role() + " named '" + model.name() + "' for back end " + model.backend());
            }
            models.add(model);
        }
        return models;
    }

    private static ModelEntry model(StrictYaml yaml, Path folder, Map<String, PackFile> files) {
        var entry = yaml.map(Set.of("role", "name", "backend", "file", "socFiles", "card", "inputs", "outputs", "parameters"));
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (entry.containsKey("parameters")) {
            entry.get("parameters").map().forEach((key, value) -> parameters.put(key, value.value()));
        }
        if (entry.containsKey("card")) {
            listed(entry.get("card"), files);
        }
        Map<String, Path> socFiles = socFiles(entry.get("socFiles"), folder, files);
        if (!socFiles.isEmpty() && entry.containsKey("file")) {
            throw entry.get("file").error("'file' and 'socFiles' exclude each other");
        }
        return new ModelEntry(
            yaml.required(entry, "role").text(),
            yaml.required(entry, "name").text(),
            yaml.required(entry, "backend").text(),
            socFiles.isEmpty() ? path(yaml.required(entry, "file"), folder, files) : socFiles.values().iterator().next(),
            socFiles,
            tensors(yaml.required(entry, "inputs")),
            tensors(yaml.required(entry, "outputs")),
            parameters);
    }

    /** In the order of the manifest. */
    private static Map<String, Path> socFiles(@Nullable StrictYaml yaml, Path folder, Map<String, PackFile> files) {
        Map<String, Path> paths = new LinkedHashMap<>();
        if (yaml != null) {
            yaml.map().forEach((soc, file) -> {
                if (!soc.matches("[a-z0-9]{2,16}")) {
                    throw file.error("'" + soc + "' is not the name of a system on chip such as rk3566");
                }
                paths.put(soc, path(file, folder, files));
            });
            if (paths.isEmpty()) {
                throw yaml.error("'socFiles' names no file");
            }
        }
        return paths;
    }

    private static Path path(StrictYaml yaml, Path folder, Map<String, PackFile> files) {
        return folder.resolve(listed(yaml, files)).toAbsolutePath().normalize();
    }

    private static String listed(StrictYaml yaml, Map<String, PackFile> files) {
        String path = PackFile.relative(yaml);
        if (!files.containsKey(path)) {
            throw yaml.error("file '" + path + "' is not listed under files");
        }
        return path;
    }

    private static List<TensorSpec> tensors(StrictYaml yaml) {
        List<TensorSpec> tensors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (StrictYaml item : yaml.list()) {
            TensorSpec tensor = tensor(item);
            if (!names.add(tensor.name())) {
                throw item.error("a second tensor named '" + tensor.name() + "'");
            }
            tensors.add(tensor);
        }
        if (tensors.isEmpty()) {
            throw yaml.error("a model has at least one tensor here");
        }
        return tensors;
    }

    private static TensorSpec tensor(StrictYaml yaml) {
        var entry = yaml.map(Set.of("name", "type", "shape", "scale", "zeroPoint"));
        StrictYaml shape = yaml.required(entry, "shape");
        List<Integer> dimensions = new ArrayList<>();
        long elements = 1;
        for (StrictYaml dimension : shape.list()) {
            long size = dimension.integer(1, MOST_ELEMENTS);
            dimensions.add((int) size);
            elements *= size;
            if (elements > MOST_ELEMENTS) {
                throw shape.error("a tensor of more than " + MOST_ELEMENTS + " elements");
            }
        }
        StrictYaml type = yaml.required(entry, "type");
        float scale = entry.containsKey("scale") ? (float) entry.get("scale").number() : 1f;
        int zeroPoint = entry.containsKey("zeroPoint") ? (int) entry.get("zeroPoint").integer(-32768, 32767) : 0;
        return new TensorSpec(yaml.required(entry, "name").text(), elementType(type), dimensions,
            new TensorSpec.Quantisation(scale, zeroPoint));
    }

    private static ElementType elementType(StrictYaml yaml) {
        for (ElementType type : ElementType.values()) {
            if (type.name().toLowerCase(Locale.ROOT).equals(yaml.text())) {
                return type;
            }
        }
        throw yaml.error("unknown tensor type '" + yaml.text() + "'; known are "
            + Stream.of(ElementType.values()).map(t -> t.name().toLowerCase(Locale.ROOT)).toList());
    }

    private void verify(Path folder) {
        files.values().forEach(file -> file.verify(folder));
        try (Stream<Path> found = Files.walk(folder)) {
            found.filter(path -> !Files.isDirectory(path)).forEach(path -> {
                String relative = folder.relativize(path).toString().replace('\\', '/');
                if (!relative.equals(FILE) && !files.containsKey(relative)) {
                    throw new ModelException(path + ": not listed in pack.yaml");
                }
            });
        } catch (IOException e) {
            throw new ModelException(folder + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
