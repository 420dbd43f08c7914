package dev.hearken.drivers.panel.internal;

import com.sun.jna.Native;
import dev.hearken.drivers.panel.LinuxCalls;
import dev.hearken.drivers.panel.PanelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@link LinuxCalls} through libc. Arrays are copied by JNA: fine for some tens of bytes some times a second. */
public final class LibC implements LinuxCalls {

    public static final LibC INSTANCE = new LibC();

    private static final int WRITE_ONLY = 1;
    private static final int READ_AND_WRITE = 2;
    private static final int NON_BLOCKING = 0x800;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final short POLL_IN = 1;
    /** struct pollfd: int fd, short events, short revents. */
    private static final int POLL_SIZE = 8;
    private static final int POLL_EVENTS = 4;
    private static final int POLL_RETURNED = 6;

    private static final int ENOENT = 2;
    private static final int EINTR = 4;
    private static final int ENXIO = 6;
    private static final int EAGAIN = 11;
    private static final int EACCES = 13;
    private static final int EPERM = 1;
    private static final int EBUSY = 16;
    private static final int ENODEV = 19;

    /** For messages. */
    private final Map<Integer, Path> nodes = new ConcurrentHashMap<>();

    private LibC() {
    }

    @Override
    public int open(Path node, Access access) {
        int flags = switch (access) {
            case READ -> NON_BLOCKING;
            case WRITE -> WRITE_ONLY;
            case READ_WRITE -> READ_AND_WRITE;
        };
        int file = CFunctions.open(node.toString(), flags | CLOSE_ON_EXEC);
        if (file < 0) {
            throw failure(node, "be opened");
        }
        nodes.put(file, node);
        return file;
    }

    @Override
    public int read(int file, byte[] buffer, int offset) {
        byte[] part = new byte[buffer.length - offset];
        long count = CFunctions.read(file, part, part.length);
        if (count < 0) {
            int error = Native.getLastError();
            if (error == EAGAIN || error == EINTR) {
                return 0;
            }
            throw failure(node(file), "be read");
        }
        if (count == 0) {
            throw new PanelException(node(file) + " cannot be read: it has come to an end");
        }
        System.arraycopy(part, 0, buffer, offset, (int) count);
        return (int) count;
    }

    @Override
    public void write(int file, byte[] bytes, int length) {
        long count = CFunctions.write(file, bytes, length);
        if (count < 0) {
            throw failure(node(file), "be written");
        }
        if (count != length) {
            throw new PanelException(node(file) + " took " + count + " of " + length + " bytes");
        }
    }

    @Override
    public void ioctl(int file, long request, byte[] argument) {
        if (CFunctions.ioctl(file, request, argument) < 0) {
            throw failure(node(file), "be set up");
        }
    }

    @Override
    public void poll(int[] files, boolean[] ready, int millis) {
        ByteBuffer all = ByteBuffer.allocate(files.length * POLL_SIZE).order(ByteOrder.nativeOrder());
        for (int i = 0; i < files.length; i++) {
            all.putInt(i * POLL_SIZE, files[i]).putShort(i * POLL_SIZE + POLL_EVENTS, POLL_IN);
        }
        int count = CFunctions.poll(all.array(), files.length, millis);
        for (int i = 0; i < files.length; i++) {
            ready[i] = count > 0 && all.getShort(i * POLL_SIZE + POLL_RETURNED) != 0;
        }
    }

    @Override
    public void close(int file) {
        nodes.remove(file);
        CFunctions.close(file);
    }

    private String node(int file) {
        return String.valueOf(nodes.getOrDefault(file, Path.of("file " + file)));
    }

    private static PanelException failure(Object node, String what) {
        int error = Native.getLastError();
        return new PanelException(node + " cannot " + what + ": " + switch (error) {
            case ENOENT -> "there is no such device";
            case ENXIO, ENODEV -> "the device is gone";
            case EACCES, EPERM -> "not permitted (the speaker's user must be in the group that owns it)";
            case EBUSY -> "another program has it";
            default -> "error " + error;
        });
    }
}
