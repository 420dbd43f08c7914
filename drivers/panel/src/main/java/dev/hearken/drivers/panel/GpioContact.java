package dev.hearken.drivers.panel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A line of a GPIO chip as a button or switch, through the kernel's character device (version 2 of its interface, Linux 5.10 and later). */
public final class GpioContact implements Contact {

    /** GPIO_V2_GET_LINE_IOCTL. */
    static final long GET_LINE = 0xc250b407L;
    /** GPIO_V2_LINE_GET_VALUES_IOCTL. */
    static final long GET_VALUES = 0xc010b40eL;

    /** struct gpio_v2_line_request, and gpio_v2_line_config inside. */
    static final int REQUEST_SIZE = 592;
    static final int CONSUMER_AT = 256;
    static final int FLAGS_AT = 288;
    static final int ATTRIBUTES_AT = 296;
    static final int FIRST_ATTRIBUTE_AT = 320;
    static final int ATTRIBUTE_VALUE_AT = 328;
    static final int ATTRIBUTE_MASK_AT = 336;
    static final int LINES_AT = 560;
    static final int FILE_AT = 588;

    /** struct gpio_v2_line_values. */
    static final int VALUES_SIZE = 16;
    static final int MASK_AT = 8;

    /** struct gpio_v2_line_event. */
    static final int EVENT_SIZE = 48;
    static final int EVENT_ID_AT = 8;

    private static final long ACTIVE_LOW = 1 << 1;
    private static final long INPUT = 1 << 2;
    private static final long EDGES = 1 << 4 | 1 << 5;
    private static final int DEBOUNCE = 3;
    private static final int DEBOUNCE_MICROS = 5_000;
    private static final int RISING = 1;
    private static final int MOST_EVENTS = 16;

    /** Resistor of the chip on the line; the bits are the kernel's. */
    public enum Pull {
        AS_IS(0), UP(1 << 8), DOWN(1 << 9), NONE(1 << 10);

        private final long flag;

        Pull(long flag) {
            this.flag = flag;
        }
    }

    private final LinuxCalls calls;
    private final int file;
    private final byte[] bytes = new byte[MOST_EVENTS * EVENT_SIZE];
    private int left;
    private boolean told;

    private GpioContact(LinuxCalls calls, int file) {
        this.calls = calls;
        this.file = file;
        told = on();
    }

    /**
     * Requests a line for input, with both edges and 5 ms of debouncing by the kernel.
     *
     * @param chip      node of the chip
     * @param activeLow whether a low voltage is "on"
     * @throws PanelException if the chip or line cannot be used
     */
    public static GpioContact open(LinuxCalls calls, Path chip, int line, boolean activeLow, Pull pull) {
        byte[] request = new byte[REQUEST_SIZE];
        ByteBuffer fields = KernelBytes.on(request);
        fields.putInt(0, line);
        byte[] consumer = "hearken".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(consumer, 0, request, CONSUMER_AT, consumer.length);
        fields.putLong(FLAGS_AT, INPUT | EDGES | (activeLow ? ACTIVE_LOW : 0) | pull.flag);
        fields.putInt(ATTRIBUTES_AT, 1);
        fields.putInt(FIRST_ATTRIBUTE_AT, DEBOUNCE).putInt(ATTRIBUTE_VALUE_AT, DEBOUNCE_MICROS).putLong(ATTRIBUTE_MASK_AT, 1);
        fields.putInt(LINES_AT, 1);
        int node = calls.open(chip, LinuxCalls.Access.READ_WRITE);
        try {
            calls.ioctl(node, GET_LINE, request);
        } catch (PanelException e) {
            throw new PanelException("line " + line + " of " + e.getMessage());
        } finally {
            calls.close(node);
        }
        int file = fields.getInt(FILE_AT);
        try {
            return new GpioContact(calls, file);
        } catch (PanelException e) {
            calls.close(file);
            throw e;
        }
    }

    @Override
    public int file() {
        return file;
    }

    @Override
    public boolean on() {
        byte[] values = new byte[VALUES_SIZE];
        KernelBytes.on(values).putLong(MASK_AT, 1);
        calls.ioctl(file, GET_VALUES, values);
        return (values[0] & 1) != 0;
    }

    /** The line is requested for blocking reads, hence this is called only when {@link #file()} is ready; one read takes what is there. */
    @Override
    public void read(Listener listener) {
        int end = left + calls.read(file, bytes, left);
        ByteBuffer events = KernelBytes.on(bytes);
        int at = 0;
        for (; at + EVENT_SIZE <= end; at += EVENT_SIZE) {
            told = events.getInt(at + EVENT_ID_AT) == RISING;
            listener.changed(told, false);
        }
        left = end - at;
        System.arraycopy(bytes, at, bytes, 0, left);
        boolean now = on();
        if (now != told) {
            // The kernel's queue ran over: the level counts.
            told = now;
            listener.changed(now, false);
        }
    }

    @Override
    public void close() {
        calls.close(file);
    }
}
