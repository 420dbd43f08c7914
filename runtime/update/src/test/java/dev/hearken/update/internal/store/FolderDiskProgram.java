package dev.hearken.update.internal.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A program of its own, whose calls of the system are looked at: puts a file where it is to stay, as a stage does. */
final class FolderDiskProgram {

    private FolderDiskProgram() {
    }

    /** @param arguments the disk's folder, which is not there yet, nor is the one above it */
    public static void main(String[] arguments) throws IOException {
        FolderDisk disk = new FolderDisk(Path.of(arguments[0]));
        disk.createFolder("staging/pack");
        try (Disk.Output output = disk.append("staging/pack/model")) {
            output.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            output.sync();
        }
        disk.rename("staging/pack", "release");
        disk.syncFolder("");
        new FolderDisk(Path.of(arguments[0])).createFolder("staging");
    }
}
