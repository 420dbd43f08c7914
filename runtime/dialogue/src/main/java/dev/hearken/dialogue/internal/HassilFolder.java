package dev.hearken.dialogue.internal;

import dev.hearken.dialogue.Home;
import dev.hearken.dialogue.LoadedGrammar;
import dev.hearken.dialogue.internal.hassil.HassilGrammar;
import dev.hearken.dialogue.internal.hassil.HassilGrammar.Source;
import dev.hearken.dialogue.internal.yaml.Position;
import dev.hearken.dialogue.internal.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the files that belong together: sentences, {@code _common.yaml}, the rules of the newer layout, and what ships. */
public final class HassilFolder {

    private static final String COMMON = "_common.yaml";
    private static final int MAX_FILES = 2000;

    private HassilFolder() {
    }

    /** A folder of sentence files, or one that holds {@code sentences/<language>}. */
    public static LoadedGrammar load(Path folder, Home home) {
        Path ofLanguage = folder.resolve("sentences").resolve(home.language());
        Path sentences = Files.isDirectory(ofLanguage) ? ofLanguage : folder;
        List<Source> common = new ArrayList<>();
        List<Source> files = new ArrayList<>();
        for (Path file : yamlFiles(sentences)) {
            (file.getFileName().toString().startsWith("_") ? common : files).add(source(file));
        }
        if (files.isEmpty()) {
            throw new Position(folder.toString(), 1, 1).error("no sentence files (*.yaml) in this folder");
        }
        return HassilGrammar.build(home, shippedCommon(home), common, rulesBeside(sentences), files);
    }

    /** One file with the shared files of its folder, or of the folder above. */
    public static LoadedGrammar loadFile(Path file, String text, Home home) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        Path sentences = Files.exists(folder.resolve(COMMON)) || folder.getParent() == null || !Files.exists(folder.resolveSibling(COMMON))
                ? folder : folder.getParent();
        Path shared = sentences.resolve(COMMON);
        boolean isShared = file.getFileName().toString().equals(COMMON);
        List<Source> common = Files.exists(shared) && !isShared ? List.of(source(shared)) : List.of();
        return HassilGrammar.build(home, shippedCommon(home), common, rulesBeside(sentences), List.of(new Source(file.toString(), name(folder), text)));
    }

    /** The vocabulary that ships, in the language of the home. */
    public static LoadedGrammar shipped(Home home) {
        return shipped(home, "home-sentences.yaml", "speaker-sentences.yaml", "conversation-sentences.yaml");
    }

    /** What is understood beside all else after a question, in the language of the home. */
    public static LoadedGrammar answers(Home home) {
        return shipped(home, "answer-sentences.yaml");
    }

    private static LoadedGrammar shipped(Home home, String... files) {
        boolean chinese = home.language().startsWith("zh");
        String folder = chinese ? "zh/" : "en/";
        // Home Assistant's Chinese files bring words of their own; those that ship are not mixed with them.
        List<Source> common = chinese ? List.of(resource("zh/common.yaml"), resource("zh/words.yaml")) : shippedCommon(home);
        return HassilGrammar.build(home, common, List.of(), List.of(), Stream.of(files).map(file -> resource(folder + file)).toList());
    }

    private static List<Source> shippedCommon(Home home) {
        return List.of(resource(home.language().startsWith("zh") ? "zh/common.yaml" : "en/common.yaml"));
    }

    private static Source resource(String name) {
        try (InputStream in = Home.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing from this program's jar: " + name);
            }
            return new Source("shipped:" + name, "", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code rules/en} for {@code sentences/en}, if there is one. */
    private static List<Source> rulesBeside(Path sentences) {
        @Nullable Path above = sentences.toAbsolutePath().getParent();
        @Nullable Path root = above == null ? null : above.getParent();
        Path rules = root == null ? sentences.resolve("rules") : root.resolve("rules").resolve(name(sentences));
        return Files.isDirectory(rules) ? yamlFiles(rules).stream().map(HassilFolder::source).toList() : List.of();
    }

    private static Source source(Path file) {
        return new Source(file.toString(), name(Optional.ofNullable(file.getParent()).orElse(file)), YamlReader.text(file));
    }

    private static String name(Path folder) {
        Path last = folder.getFileName();
        return last == null ? "" : last.toString();
    }

    private static List<Path> yamlFiles(Path folder) {
        try (Stream<Path> walk = Files.walk(folder, 4)) {
            return walk.filter(Files::isRegularFile).filter(HassilFolder::isYaml).sorted().limit(MAX_FILES).toList();
        } catch (IOException e) {
            throw new Position(folder.toString(), 1, 1).error("cannot be read: " + e.getMessage());
        }
    }

    private static boolean isYaml(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }
}
