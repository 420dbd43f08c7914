package dev.hearken.app.internal.call;

import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.PcmRing;

/** The sound of the other speaker on its way from the call's thread to the playback agent. */
public final class LineOut {

    private static final int RING_MILLIS = 500;
    /** Of full scale, -46 dB. */
    private static final int LOUD = 160;

    private final PcmRing samples;
    private volatile boolean open;

    /** @param sampleRate of the loudspeaker, in Hz */
    public LineOut(int sampleRate) {
        samples = new PcmRing(new AudioFormat(sampleRate, 1), sampleRate * RING_MILLIS / 1000);
    }

    /** Whether somebody talks in this, rather than that a room hums. */
    public static boolean talks(short[] pcm, int count) {
        for (int i = 0; i < count; i++) {
            if (Math.abs(pcm[i]) > LOUD) {
                return true;
            }
        }
        return false;
    }

    public PcmRing samples() {
        return samples;
    }

    /** Whether what lies in the ring may sound; any thread. */
    public boolean open() {
        return open;
    }

    /** Lets it sound, or drops at once what has not sounded yet; any thread. */
    public void open(boolean value) {
        open = value;
    }
}
