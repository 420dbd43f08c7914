package dev.hearken.drivers.rknn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RknnLibraryTest {

    @TempDir
    Path folder;

    private static String open(String library) throws IOException {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-cp",
            System.getProperty("java.class.path"), LibraryProbe.class.getName(), library).redirectErrorStream(true).start();
        return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void shouldStateTheVersionThatTheFileStates() throws IOException {
        assertEquals("version 2.3.0", open(FakeRknn.library()));
    }

    @Test
    void shouldSayWhatToDoWhereThereIsNone() throws IOException {
        String reason = open("librknnrt-that-nobody-has.so");
        assertTrue(reason.contains("librknnrt-that-nobody-has.so cannot be loaded") && reason.contains("rknpu2"), reason);
    }

    @Test
    void shouldRefuseALibraryThatIsAnother() throws IOException {
        String reason = open(CSource.library("no_rknnrt", folder).toString());
        assertTrue(reason.contains("is not librknnrt") && reason.contains("rknn_"), reason);
    }
}
