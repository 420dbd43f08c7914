package dev.hearken.speech;

import dev.hearken.models.api.ModelPack;
import dev.hearken.models.api.TensorSpec;
import dev.hearken.speech.internal.lexicon.Arpabet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes a pack with the shipped English lexicon and whatever networks a test wants; their files hold just their role. */
final class TestPack {

    private final Path folder;
    private final StringBuilder models = new StringBuilder();

    TestPack(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        Path shipped = Path.of(System.getProperty("hearken.root", "../.."), "models", "packs", "en-small");
        for (String file : List.of(Lexicon.DICTIONARY_FILE, Lexicon.RULES_FILE)) {
            Files.copy(shipped.resolve(file), folder.resolve(file));
        }
        phones(Stream.iterate(0, label -> label < 40, label -> label + 1).map(Arpabet::phoneName).toList());
    }

    TestPack phones(List<String> symbols) throws IOException {
        Files.write(folder.resolve("phones.txt"), symbols);
        return this;
    }

    TestPack model(String role, String name, List<TensorSpec> inputs, List<TensorSpec> outputs, String parameters) throws IOException {
        Files.writeString(folder.resolve(role + ".bin"), role);
        models.append("  - {role: ").append(role).append(", name: ").append(name).append(", backend: memory, file: ").append(role)
            .append(".bin, inputs: ").append(yaml(inputs)).append(", outputs: ").append(yaml(outputs))
            .append(", parameters: ").append(parameters).append("}\n");
        return this;
    }

    private static String yaml(List<TensorSpec> tensors) {
        return tensors.stream().map(t -> "{name: " + t.name() + ", type: " + t.type().name().toLowerCase(Locale.ROOT) + ", shape: " + t.shape() + "}")
            .collect(Collectors.joining(", ", "[", "]"));
    }

    ModelPack load() throws IOException {
        StringBuilder yaml = new StringBuilder("format: 1\nid: ").append(folder.getFileName())
            .append("\nversion: 1.0.0\nlanguage: en\nlicence: Apache-2.0\nruntime: {min: \"0.1\", below: \"1.0\"}\nboards: [any]\nmodels:\n")
            .append(models).append("files:\n");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> !f.endsWith("pack.yaml")).sorted().toList()) {
                yaml.append("  - {path: ").append(file.getFileName()).append(", size: ").append(Files.size(file))
                    .append(", sha256: ").append(sha256(file)).append("}\n");
            }
        }
        Files.writeString(folder.resolve("pack.yaml"), yaml);
        return ModelPack.load(folder);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
