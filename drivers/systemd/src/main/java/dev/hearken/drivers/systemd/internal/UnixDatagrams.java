package dev.hearken.drivers.systemd.internal;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Sends datagrams to one Unix socket. The socket's name is that of a file, or begins with '@' and is kept by the kernel alone. One thread at a
 * time; close it once.
 */
public final class UnixDatagrams implements AutoCloseable {

    /** Bytes of {@code sun_path} in {@code struct sockaddr_un}. */
    private static final int LONGEST_NAME = 108;
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    /** A receiver that has gone must not end the process by SIGPIPE. */
    private static final int MSG_NOSIGNAL = 0x4000;

    private final String name;
    private final byte[] address;
    private final int descriptor;

    /**
     * @param name absolute path, or '@' and a name of the kernel's
     * @throws IOException if it is neither, is too long, or no socket can be had
     */
    public UnixDatagrams(String name) throws IOException {
        this.name = name;
        address = address(name);
        try {
            descriptor = Libc.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        } catch (LastErrorException e) {
            throw new IOException("no socket for " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Hands one datagram to the kernel.
     *
     * @throws IOException if nobody receives at the socket, or it may not be written to
     */
    public void send(byte[] datagram) throws IOException {
        try {
            Libc.sendto(descriptor, datagram, datagram.length, MSG_NOSIGNAL, address, address.length);
        } catch (LastErrorException e) {
            throw new IOException(name + " takes nothing: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        Libc.close(descriptor);
    }

    /** {@code struct sockaddr_un}, as long as its name: a kernel's name is not ended by a zero, a path is. */
    static byte[] address(String name) throws IOException {
        boolean path = name.startsWith("/");
        if (!path && !name.startsWith("@") || name.length() < 2) {
            throw new IOException("'" + name + "' names no Unix socket: expected an absolute path, or @ and a name");
        }
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        if (text.length >= LONGEST_NAME) {
            throw new IOException("'" + name + "' is longer than the " + (LONGEST_NAME - 1) + " bytes that a Unix socket's name may have");
        }
        ByteBuffer address = ByteBuffer.allocate(Short.BYTES + text.length + (path ? 1 : 0)).order(ByteOrder.nativeOrder());
        address.putShort((short) AF_UNIX).put(text);
        if (!path) {
            address.put(Short.BYTES, (byte) 0);
        }
        return address.array();
    }

    /** Of every Linux with 64 bits: {@code size_t} is a long. */
    private static final class Libc {

        static {
            Native.register(Libc.class, "c");
        }

        private Libc() {
        }

        static native int socket(int domain, int type, int protocol) throws LastErrorException;

        static native long sendto(int descriptor, byte[] data, long length, int flags, byte[] address, int addressLength) throws LastErrorException;

        static native int close(int descriptor);
    }
}
