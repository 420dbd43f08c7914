package dev.hearken.update.internal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reaches the kernel: each new entry of a folder is synced with the folder, or a power cut takes what is synced below it. */
class FolderSyncTest {

    @TempDir
    private Path temporary;

    @Test
    void shouldSyncTheFolderOfEachNewEntry() throws IOException, InterruptedException {
        Path real = temporary.toRealPath();
        Path log = real.resolve("sync.log");
        Path updates = real.resolve("state/updates");
        ProcessBuilder program = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-XX:TieredStopAtLevel=1",
            "-cp", System.getProperty("java.class.path"), FolderDiskProgram.class.getName(), updates.toString()).inheritIO();
        program.environment().put("LD_PRELOAD", library(real).toString());
        program.environment().put("SYNC_LOG", log.toString());
        assertEquals(0, program.start().waitFor());

        List<String> expected = List.of(
            real.resolve("state") + "/", real + "/",   // the disk's folder, and the one above it, are new
            updates + "/", updates.resolve("staging") + "/",
            updates.resolve("staging/pack/model").toString(),
            updates + "/");
        assertEquals(expected, Files.readAllLines(log), "and nothing for what was there already");
    }

    private static Path library(Path folder) throws IOException, InterruptedException {
        Path library = folder.resolve("sync_log.so");
        Path source = Path.of(System.getProperty("hearken.root", "../..")).resolve("runtime/update/src/test/c/sync_log.c");
        Process compiler;
        try {
            compiler = new ProcessBuilder("cc", "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
                .inheritIO().start();
        } catch (IOException e) {
            return Assumptions.abort("skipped: needs a C compiler (Debian: apt install gcc libc6-dev): " + e.getMessage());
        }
        assertEquals(0, compiler.waitFor());
        return library;
    }
}
