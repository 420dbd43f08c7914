package dev.hearken.app.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.model.ModelPlaces;
import dev.hearken.update.InstalledRelease;
import dev.hearken.update.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a child may do to the speaker, with a shell script in the place of Java. */
class SelfTestChildTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private Optional<String> verdict(String script) throws IOException {
        Path java = Files.writeString(folder.resolve("java"), "#!/bin/sh\necho $$ > " + folder.resolve("pid") + "\n" + script);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return new ChildSelfTest(java, folder, List.of(), PATIENCE, () -> ModelPlaces.NONE).failure(new InstalledRelease(Release.of(List.of()), "release"));
    }

    private void assertGone() throws IOException {
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        ProcessHandle.of(pid).ifPresent(child -> {
            child.onExit().join();
            assertFalse(child.isAlive());
        });
    }

    /** The script ends only when it has become what the kernel takes first. */
    @Test
    void shouldBeWhatTheKernelTakesWhenMemoryRunsOut() throws IOException {
        String before = Files.readString(Path.of("/proc/self/oom_score_adj")).strip();
        assertEquals(Optional.of("its self-test ended without a report"),
            verdict("until read score < /proc/$$/oom_score_adj && [ \"$score\" = 1000 ]; do :; done\n"));
        assertEquals(before, Files.readString(Path.of("/proc/self/oom_score_adj")).strip(), "the speaker itself stays as it was");
    }

    @Test
    void shouldEndAChildThatWritesOnAndOn() throws IOException {
        assertEquals(Optional.of("its self-test wrote too much"), verdict("exec cat /dev/zero\n"));
        assertGone();
    }

    @Test
    void shouldNotReadAReportThatIsTooLong() throws IOException {
        assertEquals(Optional.of("its self-test wrote too much"), verdict("head -c 1048577 /dev/zero\n"));
    }

    @Test
    void shouldReadTheBeginningOnlyOfWhatAFailedChildSays() throws IOException {
        String reason = verdict("head -c 1000000 /dev/zero | tr '\\0' x\nexit 3\n").orElseThrow();
        assertEquals("it cannot be loaded or used: " + "x".repeat(400) + " (exit code 3)", reason);
    }

    /** The script says itself which file it writes to: other programs of this machine have theirs in the same folder. */
    @Test
    void shouldLeaveNoReportBehind() throws IOException {
        Path named = folder.resolve("named");
        verdict("report=$(readlink /proc/$$/fd/1)\necho \"$report\" > " + named + "\nexit 1\n");
        Path report = Path.of(Files.readString(named).strip());
        assertTrue(report.getFileName().toString().startsWith("hearken-self-test"), () -> report + " is the report");
        assertFalse(Files.exists(report), "the report is gone");
    }
}
