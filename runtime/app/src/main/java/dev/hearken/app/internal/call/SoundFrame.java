package dev.hearken.app.internal.call;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The bytes of {@code hearken/<siteId>/call/audio}. Big-endian:
 *
 * <pre>
 *  0      version, 1
 *  1      kind: 0 = only a sign of life, nothing follows; 1 = sound follows
 *  2..9   key of the call: the first eight bytes of the SHA-256 of its id
 * 10..13  number of the frame, from 0, of those with sound
 * 14..    {@value #SAMPLES} samples, 40 ms at 16 kHz, as {@link ImaAdpcm}: {@value #SOUND_BYTES} bytes
 * </pre>
 *
 * 25 a second: {@value #BYTES} bytes each, 8,450 bytes a second each way.
 */
final class SoundFrame {

    static final int SAMPLES = 640;
    static final int HEADER = 14;
    static final int SOUND_BYTES = ImaAdpcm.HEAD + SAMPLES / 2;
    static final int BYTES = HEADER + SOUND_BYTES;
    /** What one frame sounds for. */
    static final long NANOS = 40_000_000L;

    static final byte ALIVE = 0;
    static final byte SOUND = 1;

    private static final byte VERSION = 1;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int KEY_AT = 2;
    private static final int NUMBER_AT = 10;

    private SoundFrame() {
    }

    static long key(String callId) {
        try {
            return (long) LONG.get(MessageDigest.getInstance("SHA-256").digest(callId.getBytes(StandardCharsets.UTF_8)), 0);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static void writeHeader(byte[] frame, byte kind, long key, int number) {
        frame[0] = VERSION;
        frame[1] = kind;
        LONG.set(frame, KEY_AT, key);
        INT.set(frame, NUMBER_AT, number);
    }

    /** Whether these bytes are a frame of this call. */
    static boolean belongs(byte[] bytes, long key) {
        boolean whole = bytes.length == HEADER && bytes[1] == ALIVE || bytes.length == BYTES && bytes[1] == SOUND;
        return whole && bytes[0] == VERSION && (long) LONG.get(bytes, KEY_AT) == key;
    }

    static boolean sounds(byte[] frame) {
        return frame[1] == SOUND;
    }

    static int number(byte[] frame) {
        return (int) INT.get(frame, NUMBER_AT);
    }
}
