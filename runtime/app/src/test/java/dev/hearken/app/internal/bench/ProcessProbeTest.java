package dev.hearken.app.internal.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
