package dev.hearken.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds WAV files byte by byte, the right ones and the wrong ones. */
final class WavBytes {

    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    private String kind = "WAVE";

    static WavBytes wav() {
        return new WavBytes();
    }

    /** A whole PCM file of 16-bit samples. */
    static byte[] pcm16(int rate, int channels, short... samples) {
        return wav().format(1, channels, rate, 16).chunk("data", shorts(samples)).bytes();
    }

    static byte[] shorts(short... samples) {
        ByteBuffer bytes = little(2 * samples.length);
        for (short sample : samples) {
            bytes.putShort(sample);
        }
        return bytes.array();
    }

    static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    WavBytes kind(String riffKind) {
        kind = riffKind;
        return this;
    }

    WavBytes format(int codec, int channels, int rate, int bits) {
        return format(codec, channels, rate, bits, channels * bits / 8);
    }

    WavBytes format(int codec, int channels, int rate, int bits, int frameBytes) {
        return chunk("fmt ", little(16).putShort((short) codec).putShort((short) channels).putInt(rate)
                .putInt(rate * frameBytes).putShort((short) frameBytes).putShort((short) bits).array());
    }

    WavBytes extensible(int subCodec, int channels, int rate, int bits) {
        int frameBytes = channels * bits / 8;
        return chunk("fmt ", little(40).putShort((short) 0xfffe).putShort((short) channels).putInt(rate)
                .putInt(rate * frameBytes).putShort((short) frameBytes).putShort((short) bits)
                .putShort((short) 22).putShort((short) bits).putInt(0).putShort((short) subCodec)
                .put(new byte[] {0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xaa, 0, 0x38, (byte) 0x9b, 0x71}).array());
    }

    WavBytes chunk(String name, byte[] content) {
        return chunk(name, content.length, content);
    }

    /** A chunk that claims a size of its own. */
    WavBytes chunk(String name, int claimed, byte[] content) {
        chunks.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        chunks.writeBytes(little(4).putInt(claimed).array());
        chunks.writeBytes(content);
        if (content.length % 2 == 1) {
            chunks.write(0);
        }
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes("RIFF".getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(little(4).putInt(4 + chunks.size()).array());
        all.writeBytes(kind.getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(chunks.toByteArray());
        return all.toByteArray();
    }
}
