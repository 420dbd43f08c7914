package dev.hearken.drivers.panel;

import java.nio.file.Path;

/** A chain of WS2812 lights behind a kernel driver that takes red, green, blue and white as four bytes a light: ws2812-pio of the Raspberry Pi 5. */
public final class Ws281xLights implements Lights {

    private final LinuxCalls calls;
    private final int file;
    private final int count;
    private final byte[] frame;

    private Ws281xLights(LinuxCalls calls, int file, int count) {
        this.calls = calls;
        this.file = file;
        this.count = count;
        frame = new byte[4 * count];
    }

    /** @throws PanelException if the node cannot be used */
    public static Ws281xLights open(LinuxCalls calls, Path node, int count) {
        return new Ws281xLights(calls, calls.open(node, LinuxCalls.Access.WRITE), count);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public void show(int[] rgb) {
        for (int i = 0; i < count; i++) {
            frame[4 * i] = (byte) (rgb[i] >> 16);
            frame[4 * i + 1] = (byte) (rgb[i] >> 8);
            frame[4 * i + 2] = (byte) rgb[i];
        }
        calls.write(file, frame, frame.length);
    }

    @Override
    public void close() {
        calls.close(file);
    }
}
