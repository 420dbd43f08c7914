package dev.hearken.app.internal.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessProbeTest {

    @TempDir
    Path folder;

    @Test
    void shouldReadMemoryAndProcessorTimeOfAProcessWhoseNameHoldsBlanksAndBrackets() throws IOException {
        Files.writeString(folder.resolve("status"), "Name:\tx\nVmHWM:\t  204800 kB\nVmRSS:\t  102400 kB\n");
        Files.writeString(folder.resolve("stat"), "42 (a (b) c) S 1 42 42 0 -1 4194560 100 0 0 0 1234 66 0 0 20 0 11 0 5 6 7");
        ProcessProbe probe = new ProcessProbe(folder);
        assertEquals(104.8576, probe.residentMegabytes(), 1e-9);
        assertEquals(209.7152, probe.peakResidentMegabytes(), 1e-9);
        assertEquals(13.0, probe.cpuSeconds(), 1e-9);
    }

    @Test
    void shouldAddUpTheThreadsOfOneName() throws IOException {
        thread(1, "hearken-front-e", 100, 20);
        thread(2, "hearken-front-e", 30, 0);
        thread(3, "hearken (x", 7, 1);
        ProcessProbe probe = new ProcessProbe(folder);
        assertEquals(1.5, probe.cpuSeconds("hearken-front-end"), 1e-9);
        assertEquals(0.08, probe.cpuSeconds("hearken (x"), 1e-9);
        assertEquals(0, probe.cpuSeconds("another"), 1e-9);
    }

    @Test
    void shouldReadACommandLineLongerThanAPage() throws IOException {
        String path = "/lib/a.jar:".repeat(1000);
        Files.writeString(folder.resolve("cmdline"), "java\0-cp\0" + path + "\0Main\0");
        assertEquals(List.of("java", "-cp", path, "Main"), new ProcessProbe(folder).commandLine());
    }

    private void thread(int id, String name, int user, int system) throws IOException {
        Path task = Files.createDirectories(folder.resolve("task").resolve(String.valueOf(id)));
        Files.writeString(task.resolve("stat"), id + " (" + name + ") S 1 42 42 0 -1 4194560 100 0 0 0 " + user + " " + system + " 0 0 20 0 11 0 5 6 7");
    }

    @Test
    void shouldSeeItself() {
        ProcessProbe probe = new ProcessProbe(ProcessHandle.current().pid());
        assertTrue(probe.residentMegabytes() > 10, "a JVM takes more than 10 MB");
        assertTrue(probe.cpuSeconds() > 0.05, "a JVM that runs tests has computed");
    }

    @Test
    void shouldSayThatAProcessIsGone() {
        assertThrows(IllegalStateException.class, () -> new ProcessProbe(folder.resolve("none")).cpuSeconds());
    }
}
