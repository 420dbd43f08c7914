package dev.hearken.drivers.panel;

import dev.hearken.drivers.panel.internal.LibC;
import java.nio.file.Path;

/**
 * The few system calls that device nodes need. What fails ends as a {@link PanelException} that names the node. Numbers of files
 * are the kernel's. Implementations are thread-safe; a file belongs to one thread.
 */
public interface LinuxCalls {

    /** How a node is opened. */
    enum Access {
        /** Reads return at once, with or without something. */
        READ, WRITE, READ_WRITE
    }

    /** The C library of this machine. */
    static LinuxCalls system() {
        return LibC.INSTANCE;
    }

    /** @return number of the open file */
    int open(Path node, Access access);

    /**
     * Reads what is there.
     *
     * @return bytes read; 0 if there is nothing now
     * @throws PanelException if the device is gone
     */
    int read(int file, byte[] buffer, int offset);

    /** Writes all of the bytes. */
    void write(int file, byte[] bytes, int length);

    /** @param argument read and written by the kernel, in its own byte order */
    void ioctl(int file, long request, byte[] argument);

    /**
     * Waits until one of the files has something to read, or the time is over; without files it waits for the time.
     *
     * @param ready receives whether each has something, or is gone
     */
    void poll(int[] files, boolean[] ready, int millis);

    void close(int file);
}
