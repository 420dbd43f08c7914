package dev.hearken.app.internal.speaker;

import dev.hearken.dsp.Resampler;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What the loudspeaker plays, for the echo canceller: 16 kHz mono, addressed by the time at which it sounds. The playback agent
 * writes, the front end reads; no lock, no allocation a call. Within one run of sound samples follow each other without regard to
 * the jitter of time stamps; a new run, or a deviation of more than {@value #TOLERANCE} samples, is placed by its time.
 *
 * <p>Silence between runs is what the reader leaves behind: it clears what it has read.
 */
class PlaybackTap {

    private static final PlaybackTap NONE = new PlaybackTap();
    private static final VarHandle SHORTS = MethodHandles.arrayElementVarHandle(short[].class);
    private static final int RATE = 16_000;
    private static final long NANOS = 1_000_000_000L;
    /** 4 s: more than a sound card holds ahead. */
    private static final int CAPACITY = 1 << 16;
    /** 100 ms. */
    static final int TOLERANCE = 1_600;
    private static final int BLOCK = 1 << 13;

    private PlaybackTap() {
    }

    /** For a speaker whose front end wants no reference, or gets it from the card. */
    static PlaybackTap none() {
        return NONE;
    }

    static PlaybackTap of(int sampleRate) {
        return new Recording(sampleRate);
    }

    /** Whether anybody wants to know. */
    boolean listens() {
        return false;
    }

    /**
     * Playback agent: states what was handed over.
     *
     * @param stride     samples from one frame to the next; the first channel counts
     * @param endNanos   when the last of these frames will have sounded
     */
    void played(short[] interleaved, int offset, int stride, int frames, long endNanos) {
        // Nobody wants to know.
    }

    /** Front end: copies what sounds from {@code fromNanos} on, full scale 1; zeros where nothing does. */
    void read(long fromNanos, float[] out, int length) {
        java.util.Arrays.fill(out, 0, length, 0f);
    }

    private static final class Recording extends PlaybackTap {

        private final int rate;
        private final Resampler resampler;
        private final short[] converted;
        private final short[] ring = new short[CAPACITY];
        private long nextWritten = Long.MIN_VALUE;
        private long nextRead = Long.MIN_VALUE;

        Recording(int rate) {
            this.rate = rate;
            resampler = new Resampler(rate, RATE);
            converted = new short[resampler.maxOutputFrames(BLOCK)];
        }

        @Override
        boolean listens() {
            return true;
        }

        @Override
        void played(short[] interleaved, int offset, int stride, int frames, long endNanos) {
            for (int done = 0; done < frames; done += BLOCK) {
                int part = Math.min(BLOCK, frames - done);
                long stamped = indexOf(endNanos - (frames - done) * NANOS / rate);
                if (Math.abs(stamped - nextWritten) > TOLERANCE || nextWritten == Long.MIN_VALUE) {
                    resampler.reset();
                    nextWritten = stamped;
                }
                int count = resampler.process(interleaved, offset + done * stride, stride, part, converted, 0, 1);
                for (int i = 0; i < count; i++) {
                    SHORTS.setOpaque(ring, (int) (nextWritten + i & CAPACITY - 1), converted[i]);
                }
                nextWritten += count;
            }
        }

        @Override
        void read(long fromNanos, float[] out, int length) {
            long stamped = indexOf(fromNanos);
            if (Math.abs(stamped - nextRead) > TOLERANCE || nextRead == Long.MIN_VALUE) {
                nextRead = stamped;
            }
            for (int i = 0; i < length; i++) {
                int at = (int) (nextRead + i & CAPACITY - 1);
                out[i] = (short) SHORTS.getOpaque(ring, at) / 32_768f;
                SHORTS.setOpaque(ring, at, (short) 0);
            }
            nextRead += length;
        }

        private static long indexOf(long nanos) {
            return Math.floorDiv(nanos, NANOS) * RATE + Math.floorMod(nanos, NANOS) * RATE / NANOS;
        }
    }
}
