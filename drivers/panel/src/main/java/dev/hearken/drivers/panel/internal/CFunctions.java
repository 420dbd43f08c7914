package dev.hearken.drivers.panel.internal;

import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Functions of libc, mapped directly, under their C names. {@code open} and {@code ioctl} take further arguments of any kind in C; on
 * 64-bit Linux (x86-64, aarch64) such a call with whole numbers and pointers is the same as one with fixed arguments.
 */
final class CFunctions {

    static {
        Native.register(CFunctions.class, Platform.C_LIBRARY_NAME);
    }

    private CFunctions() {
    }

    static native int open(String path, int flags);

    static native int close(int file);

    static native long read(int file, byte[] buffer, long length);

    static native long write(int file, byte[] bytes, long length);

    static native int ioctl(int file, long request, byte[] argument);

    static native int poll(byte[] files, long count, int millis);
}
