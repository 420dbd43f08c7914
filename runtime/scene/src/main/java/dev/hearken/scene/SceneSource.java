package dev.hearken.scene;

import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.AudioSource;
import dev.hearken.audio.FrameClock;

/** A scene in place of a sound card: the microphones, then the reference as the last channel. As fast as it is read, or paced by a clock. */
public final class SceneSource implements AudioSource {

    private static final long NANOS = 1_000_000_000L;
    private static final int PERIOD = 256;

    private final AudioFormat format;
    private final short[] samples;
    private final FrameClock clock;
    private final boolean paced;
    private long startNanos = Long.MIN_VALUE;
    private long captureNanos;
    private int at;
    private volatile boolean closed;

    private SceneSource(Scene scene, FrameClock clock, boolean paced) {
        format = new AudioFormat(Room.RATE, scene.microphones().length + 1);
        samples = scene.interleaved();
        this.clock = clock;
        this.paced = paced;
    }

    /** As fast as it is read. */
    public static SceneSource of(Scene scene) {
        return new SceneSource(scene, FrameClock.system(), false);
    }

    /** At the pace of the clock, as a sound card. */
    public static SceneSource paced(Scene scene, FrameClock clock) {
        return new SceneSource(scene, clock, true);
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public int periodFrames() {
        return PERIOD;
    }

    @Override
    public int read(short[] interleaved, int offset, int frames) {
        int channels = format.channels();
        int count = Math.min(Math.min(frames, PERIOD), samples.length / channels - at);
        if (closed || count <= 0) {
            return END;
        }
        if (startNanos == Long.MIN_VALUE) {
            startNanos = clock.nanoTime();
        }
        captureNanos = startNanos + at * NANOS / format.sampleRate();
        if (paced) {
            clock.awaitNanos(startNanos + (at + count) * NANOS / format.sampleRate());
        }
        System.arraycopy(samples, at * channels, interleaved, offset, count * channels);
        at += count;
        return closed ? END : count;
    }

    @Override
    public long captureNanos() {
        return captureNanos;
    }

    @Override
    public long framesLost() {
        return 0;
    }

    @Override
    public void close() {
        closed = true;
    }
}
