package dev.hearken.app.internal.sound;

import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.AudioSink;
import dev.hearken.audio.FrameClock;

/**
 * Gives another sink, such as a file, the pace of a loudspeaker: what is handed over leaves at the sample rate, and no more
 * than a fifth of a second waits inside. So a speaker without a sound card takes its time to speak as one with a card does.
 */
public final class PacedSink implements AudioSink {

    private static final long NANOS = 1_000_000_000L;
    private static final int PERIODS_A_SECOND = 50;
    private static final int BUFFER_PERIODS = 10;

    private final AudioSink target;
    private final FrameClock clock;
    private final int period;
    /** When everything handed over will have left. */
    private volatile long emptyAtNanos;

    public PacedSink(AudioSink target, FrameClock clock) {
        this.target = target;
        this.clock = clock;
        period = target.format().sampleRate() / PERIODS_A_SECOND;
        emptyAtNanos = clock.nanoTime();
    }

    @Override
    public AudioFormat format() {
        return target.format();
    }

    @Override
    public int periodFrames() {
        return Math.min(period, target.periodFrames());
    }

    @Override
    public int write(short[] interleaved, int offset, int frames) {
        int wanted = Math.min(frames, periodFrames());
        if (delayFrames() + wanted > (long) BUFFER_PERIODS * period) {
            clock.awaitNanos(emptyAtNanos - nanos((long) BUFFER_PERIODS * period - wanted));
            if (delayFrames() + wanted > (long) BUFFER_PERIODS * period) {
                return 0;
            }
        }
        int written = target.write(interleaved, offset, wanted);
        emptyAtNanos = Math.max(emptyAtNanos, clock.nanoTime()) + nanos(written);
        return written;
    }

    @Override
    public long delayFrames() {
        return Math.max(0, emptyAtNanos - clock.nanoTime()) * format().sampleRate() / NANOS;
    }

    @Override
    public void drain() {
        target.drain();
        while (clock.nanoTime() < emptyAtNanos) {
            clock.awaitNanos(emptyAtNanos);
        }
    }

    @Override
    public void stop() {
        emptyAtNanos = clock.nanoTime();
        target.stop();
    }

    @Override
    public void close() {
        target.close();
    }

    private long nanos(long frames) {
        return frames * NANOS / format().sampleRate();
    }
}
