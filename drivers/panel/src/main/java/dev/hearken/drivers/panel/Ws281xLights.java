package dev.hearken.drivers.panel;

import java.nio.file.Path;

/** A chain of WS2812 lights behind a kernel driver that takes red, green, blue and white as four bytes a light: ws2812-pio of the Raspberry Pi 5. */
public final class Ws281xLights extends ChainLights {

    private Ws281xLights(LinuxCalls calls, int file, int count) {
        super(calls, file, count, 4 * count);
    }

    /** @throws PanelException if the node cannot be used */
    public static Ws281xLights open(LinuxCalls calls, Path node, int count) {
        return new Ws281xLights(calls, calls.open(node, LinuxCalls.Access.WRITE), count);
    }

    @Override
    void put(byte[] frame, int light, int rgb) {
        int at = 4 * light;
        frame[at] = (byte) (rgb >> 16);
        frame[at + 1] = (byte) (rgb >> 8);
        frame[at + 2] = (byte) rgb;
    }
}
