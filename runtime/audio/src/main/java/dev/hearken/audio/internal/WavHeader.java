package dev.hearken.audio.internal;

import dev.hearken.audio.AudioFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The 44 bytes before the samples of a 16-bit PCM WAV file. */
public final class WavHeader {

    public static final int BYTES = 44;
    /** What a stream says that cannot know its length. */
    public static final long UNKNOWN_LENGTH = -1;
    /** The RIFF size counts the rest of the header too, in 32 bits. */
    public static final long MAX_DATA_BYTES = 0xffffffffL - BYTES;

    private static final int SAMPLE_BYTES = 2;

    private WavHeader() {
    }

    /**
     * Puts a header.
     *
     * @param out       little endian, {@value #BYTES} bytes free
     * @param dataBytes length of the samples, or {@link #UNKNOWN_LENGTH}
     */
    public static void put(ByteBuffer out, AudioFormat format, long dataBytes) {
        boolean known = dataBytes != UNKNOWN_LENGTH;
        int frameBytes = SAMPLE_BYTES * format.channels();
        out.put(name("RIFF")).putInt(known ? (int) (dataBytes + BYTES - 8) : -1).put(name("WAVE"));
        out.put(name("fmt ")).putInt(16).putShort((short) 1).putShort((short) format.channels());
        out.putInt(format.sampleRate()).putInt(format.sampleRate() * frameBytes);
        out.putShort((short) frameBytes).putShort((short) (8 * SAMPLE_BYTES));
        out.put(name("data")).putInt(known ? (int) dataBytes : -1);
    }

    private static byte[] name(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
