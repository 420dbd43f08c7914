package dev.hearken.drivers.panel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Structures of the kernel as bytes, in the machine's byte order. */
final class KernelBytes {

    private KernelBytes() {
    }

    static byte[] ofInt(int value) {
        return on(new byte[Integer.BYTES]).putInt(value).array();
    }

    static ByteBuffer on(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }
}
