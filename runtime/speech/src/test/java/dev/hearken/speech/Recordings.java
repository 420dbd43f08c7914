package dev.hearken.speech;

import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** Real people's recordings, for measuring only; they do not belong to this repository. */
final class Recordings {

    private static final Pattern PATH = Pattern.compile("\"path\": \"([^\"]+)\"");
    private static final Pattern LABEL = Pattern.compile("\"label\": \"([^\"]*)\"");

    private Recordings() {
    }

    record Clip(Path path, String label) {

        /** 16 kHz mono. */
        short[] samples() {
            return AudioFiles.read(path, AudioFormat.SPEECH);
        }
    }

    /** The clips of a list below HEARKEN_SHARED/audio; the test is skipped, saying so, where it is absent. */
    static List<Clip> of(String list) {
        String configured = System.getenv("HEARKEN_SHARED");
        Path shared = configured != null ? Path.of(configured) : Path.of(System.getProperty("hearken.root", "../.."), "..", "shared");
        Path file = shared.resolve("audio").resolve(list);
        if (!Files.exists(file)) {
            Assumptions.abort("skipped: no recordings at " + file.normalize() + " (set HEARKEN_SHARED to the folder that holds audio/)");
        }
        try {
            return Files.readAllLines(file).stream()
                .map(line -> new Clip(shared.resolve("audio").resolve(group(PATH, line)), group(LABEL, line))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String group(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? matcher.group(1) : "";
    }
}
