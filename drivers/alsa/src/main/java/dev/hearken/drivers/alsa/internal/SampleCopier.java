package dev.hearken.drivers.alsa.internal;

import com.sun.jna.Memory;
import dev.hearken.drivers.alsa.SampleFormat;

/** Moves samples between a card's memory and 16-bit arrays; longer samples are rounded. Allocates nothing. */
final class SampleCopier {

    private final SampleFormat format;
    private final int[] words;
    private final byte[] bytes;

    /** @param maxSamples the most samples moved at once */
    SampleCopier(SampleFormat format, int maxSamples) {
        this.format = format;
        words = new int[format.bytes() == 4 ? maxSamples : 0];
        bytes = new byte[format.bytes() == 3 ? 3 * maxSamples : 0];
    }

    void fromCard(Memory card, short[] samples, int offset, int count) {
        switch (format) {
            case S16_LE -> card.read(0, samples, offset, count);
            case S24_LE -> {
                card.read(0, words, 0, count);
                for (int i = 0; i < count; i++) {
                    // The top byte may hold anything.
                    samples[offset + i] = rounded(words[i] << 8);
                }
            }
            case S32_LE -> {
                card.read(0, words, 0, count);
                for (int i = 0; i < count; i++) {
                    samples[offset + i] = rounded(words[i]);
                }
            }
            case S24_3LE -> {
                card.read(0, bytes, 0, 3 * count);
                for (int i = 0, at = 0; i < count; i++, at += 3) {
                    samples[offset + i] = rounded((bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff) << 16 | bytes[at + 2] << 24);
                }
            }
        }
    }

    void toCard(short[] samples, int offset, Memory card, int count) {
        switch (format) {
            case S16_LE -> card.write(0, samples, offset, count);
            case S24_LE -> {
                for (int i = 0; i < count; i++) {
                    words[i] = samples[offset + i] << 8;
                }
                card.write(0, words, 0, count);
            }
            case S32_LE -> {
                for (int i = 0; i < count; i++) {
                    words[i] = samples[offset + i] << 16;
                }
                card.write(0, words, 0, count);
            }
            case S24_3LE -> {
                for (int i = 0, at = 0; i < count; i++, at += 3) {
                    bytes[at] = 0;
                    bytes[at + 1] = (byte) samples[offset + i];
                    bytes[at + 2] = (byte) (samples[offset + i] >> 8);
                }
                card.write(0, bytes, 0, 3 * count);
            }
        }
    }

    private static short rounded(int word) {
        return (short) Math.min(Short.MAX_VALUE, ((long) word + 0x8000) >> 16);
    }
}
