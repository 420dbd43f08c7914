package dev.hearken.drivers.panel;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A key or switch of an input device (evdev). Events have 24 bytes on 64-bit machines: seconds and microseconds of 8 bytes each,
 * type and code of 2, value of 4.
 */
public final class InputContact implements Contact {

    static final int EVENT_SIZE = 24;
    static final int TYPE_AT = 16;
    static final int CODE_AT = 18;
    static final int VALUE_AT = 20;

    private static final int EV_SYN = 0;
    private static final int EV_KEY = 1;
    private static final int EV_SW = 5;
    private static final int SYN_DROPPED = 3;
    private static final int REPEATED = 2;
    private static final int STATE_BYTES = 8;
    /** EVIOCGSW(8): which switches are on. */
    static final long GET_SWITCHES = 0x8008451bL;
    private static final int MOST_EVENTS = 32;

    private final LinuxCalls calls;
    private final int file;
    private final int type;
    private final int code;
    private final byte[] bytes = new byte[MOST_EVENTS * EVENT_SIZE];
    /** Bytes of an event whose rest has not come yet. */
    private int left;

    private InputContact(LinuxCalls calls, int file, int type, int code) {
        this.calls = calls;
        this.file = file;
        this.type = type;
        this.code = code;
    }

    /**
     * @param type EV_KEY (1) or EV_SW (5)
     * @throws PanelException if the node cannot be used
     */
    public static InputContact open(LinuxCalls calls, Path node, int type, int code) {
        if (type != EV_KEY && type != EV_SW) {
            throw new IllegalArgumentException("neither a key nor a switch: type " + type);
        }
        return new InputContact(calls, calls.open(node, LinuxCalls.Access.READ), type, code);
    }

    @Override
    public int file() {
        return file;
    }

    @Override
    public boolean on() {
        if (type != EV_SW) {
            return false;
        }
        byte[] state = new byte[STATE_BYTES];
        calls.ioctl(file, GET_SWITCHES, state);
        return (state[code / 8] >> code % 8 & 1) != 0;
    }

    @Override
    public void read(Listener listener) {
        for (int count = calls.read(file, bytes, left); count > 0; count = calls.read(file, bytes, left)) {
            int end = left + count;
            ByteBuffer events = KernelBytes.on(bytes);
            int at = 0;
            for (; at + EVENT_SIZE <= end; at += EVENT_SIZE) {
                tell(listener, events.getShort(at + TYPE_AT) & 0xffff, events.getShort(at + CODE_AT) & 0xffff, events.getInt(at + VALUE_AT));
            }
            left = end - at;
            System.arraycopy(bytes, at, bytes, 0, left);
        }
    }

    private void tell(Listener listener, int eventType, int eventCode, int value) {
        if (eventType == type && eventCode == code) {
            listener.changed(value != 0, value == REPEATED);
        } else if (eventType == EV_SYN && eventCode == SYN_DROPPED && type == EV_SW) {
            // The kernel lost events: what the switch is now is all that counts.
            listener.changed(on(), false);
        }
    }

    @Override
    public void close() {
        calls.close(file);
    }
}
