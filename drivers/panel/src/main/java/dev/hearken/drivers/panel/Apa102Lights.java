package dev.hearken.drivers.panel;

import java.nio.file.Path;

/**
 * A chain of APA102 (or SK9822) lights on an SPI bus, through spidev. A frame is four zero bytes, four bytes a light (three ones and
 * five bits of brightness, blue, green, red), then zeros: four for SK9822, which shows a frame with the next one's beginning, and half a
 * clock for each light, for each delays the clock by that.
 */
public final class Apa102Lights extends ChainLights {

    /** SPI_IOC_WR_MODE. */
    static final long WRITE_MODE = 0x40016b01L;
    /** SPI_IOC_WR_MAX_SPEED_HZ. */
    static final long WRITE_SPEED = 0x40046b04L;

    private static final int HZ = 4_000_000;
    private static final int HEAD = 4;
    private static final byte FULL = (byte) 0xff;

    private Apa102Lights(LinuxCalls calls, int file, int count) {
        super(calls, file, count, HEAD + 4 * count + 4 + (count + 15) / 16);
    }

    /** @throws PanelException if the node cannot be used */
    public static Apa102Lights open(LinuxCalls calls, Path node, int count) {
        int file = calls.open(node, LinuxCalls.Access.READ_WRITE);
        try {
            calls.ioctl(file, WRITE_MODE, new byte[1]);
            calls.ioctl(file, WRITE_SPEED, KernelBytes.ofInt(HZ));
            return new Apa102Lights(calls, file, count);
        } catch (PanelException e) {
            calls.close(file);
            throw e;
        }
    }

    @Override
    void put(byte[] frame, int light, int rgb) {
        int at = HEAD + 4 * light;
        frame[at] = FULL;
        frame[at + 1] = (byte) rgb;
        frame[at + 2] = (byte) (rgb >> 8);
        frame[at + 3] = (byte) (rgb >> 16);
    }
}
