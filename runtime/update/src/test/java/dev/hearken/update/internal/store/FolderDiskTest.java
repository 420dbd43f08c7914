package dev.hearken.update.internal.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDiskTest {

    @TempDir
    private Path temporary = Path.of("");

    private FolderDisk disk() throws IOException {
        return new FolderDisk(temporary.resolve("updates"));
    }

    @Test
    void shouldAppendReadRenameAndDelete() throws IOException {
        FolderDisk disk = disk();
        disk.createFolder("a/b");
        for (String piece : new String[] {"first ", "second"}) {
            try (Disk.Output output = disk.append("a/b/file")) {
                output.write(ByteBuffer.wrap(piece.getBytes()));
                output.sync();
            }
        }
        assertEquals(12, disk.length("a/b/file"));
        disk.rename("a/b", "a/c");
        disk.syncFolder("a");
        assertArrayEquals("first second".getBytes(), disk.read("a/c/file", 100));
        assertThrows(IOException.class, () -> disk.read("a/c/file", 11));
        disk.delete("a");
        assertFalse(disk.isFolder("a"));
    }

    @Test
    void shouldNotFollowALinkToAFile() throws IOException {
        FolderDisk disk = disk();
        Path secret = Files.writeString(temporary.resolve("secret"), "secret");
        disk.createFolder("staging");
        Files.createSymbolicLink(disk.path("staging/model.onnx"), secret);
        assertFalse(disk.isFile("staging/model.onnx"));
        assertThrows(IOException.class, () -> disk.read("staging/model.onnx", 100));
        assertThrows(IOException.class, () -> disk.append("staging/model.onnx"));
        disk.delete("staging");
        assertTrue(Files.exists(secret), "deleting goes through no link");
    }

    @Test
    void shouldNotFollowALinkToAFolder() throws IOException {
        FolderDisk disk = disk();
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("model.onnx"), "old");
        disk.createFolder("staging");
        Files.createSymbolicLink(disk.path("staging/pack"), outside);
        assertFalse(disk.isFile("staging/pack/model.onnx"));
        assertFalse(disk.isFolder("staging/pack"));
        assertThrows(IOException.class, () -> disk.createFolder("staging/pack/deeper"));
        disk.delete("staging");
        assertTrue(Files.exists(outside.resolve("model.onnx")));
    }

    @Test
    void shouldMakeItsFolderAndThoseAboveIt() throws IOException {
        FolderDisk disk = new FolderDisk(temporary.resolve("state/deep/updates"));
        disk.createFolder("journal");
        assertTrue(Files.isDirectory(temporary.resolve("state/deep/updates/journal")));
        assertTrue(new FolderDisk(temporary.resolve("state/deep/updates")).isFolder("journal"), "and finds them again");
    }

    @Test
    void shouldNotLeaveItsFolder() throws IOException {
        FolderDisk disk = disk();
        assertThrows(IllegalArgumentException.class, () -> disk.path("../outside"));
        assertThrows(IllegalArgumentException.class, () -> disk.path("/etc/passwd"));
    }
}
