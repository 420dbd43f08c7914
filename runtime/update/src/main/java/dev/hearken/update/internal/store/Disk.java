package dev.hearken.update.internal.store;

import dev.hearken.update.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The little of a file system that updates need. Paths are relative to the updater's folder, with slashes. What is not synced may
 * be lost at any moment, each entry of a folder and each piece of a file for itself; {@link #rename} is all or nothing.
 * Links are never followed.
 */
public interface Disk {

    /** Bytes; fewer take no journal any more. */
    long FULL = 16 << 10;

    /** Whether there is a plain file. */
    boolean isFile(String path);

    boolean isFolder(String path);

    /** Bytes of a file; 0 if there is none. */
    long length(String path) throws IOException;

    /** @throws IOException if there is no such file, or it has more than {@code limit} bytes */
    byte[] read(String path, int limit) throws IOException;

    /** Reads all of a file in pieces. */
    void read(String path, Reader reader) throws IOException;

    /** Makes a folder and those above it, synced. */
    void createFolder(String path) throws IOException;

    /** Opens for writing behind what is there. */
    Output append(String path) throws IOException;

    /** Replaces what is at {@code to}, if it is a file; a folder is moved only where nothing is. */
    void rename(String from, String to) throws IOException;

    /** Makes the entries of a folder last. */
    void syncFolder(String path) throws IOException;

    /** Names in a folder, sorted; none if there is no such folder. */
    List<String> list(String path) throws IOException;

    /** Deletes a file, or a folder with all that is in it; nothing happens if there is none. */
    void delete(String path) throws IOException;

    /** Bytes that this program may still write. */
    long usableBytes() throws IOException;

    /** Why writing failed: a full disk is known by what is free, since the system's words are in the language of the system. */
    default Refusal fault(IOException e) {
        try {
            return String.valueOf(e.getMessage()).contains("No space left") || usableBytes() < FULL ? Refusal.DISK_FULL : Refusal.DISK_FAULT;
        } catch (IOException again) {
            return Refusal.DISK_FAULT;
        }
    }

    /** Takes the pieces of a file. */
    @FunctionalInterface
    interface Reader {
        void accept(byte[] bytes, int length) throws IOException;
    }

    /** A file that is being written. */
    interface Output extends AutoCloseable {

        void write(ByteBuffer bytes) throws IOException;

        /** Makes the bytes of the file last; not its entry in the folder. */
        void sync() throws IOException;

        @Override
        void close() throws IOException;
    }
}
