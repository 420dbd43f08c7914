package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Makes the one channel that is listened to out of what the microphones deliver; the place of a beamformer. Belongs to the
 * front end's thread; no allocation a call.
 */
interface ChannelStage {

    /**
     * @param interleaved  frames of all channels
     * @param captureNanos when the first of them reached the microphones
     * @param mono         receives one sample a frame, {@link #latencyFrames()} later: what the recogniser hears
     * @param wake         receives what wake words are looked for in; the same array where that is the same sound
     */
    void process(short[] interleaved, int frames, long captureNanos, short[] mono, short[] wake);

    /** Whether wake words are looked for in another sound than the recogniser's. */
    default boolean wakesApart() {
        return false;
    }

    /** Frames by which what comes out lies behind what goes in. */
    default int latencyFrames() {
        return 0;
    }

    /**
     * Direction of what was said, in degrees; NaN if it is not known.
     *
     * @param samplesAgo samples before the newest at which it began
     * @param samples    its length
     */
    default double direction(long samplesAgo, long samples) {
        return Double.NaN;
    }

    /**
     * How much of what was said is not the speaker's own sound, in dB; 0: all of it, or it is not known.
     *
     * @param samplesAgo samples before the newest at which it began
     * @param samples    its length
     */
    default double leftDb(long samplesAgo, long samples) {
        return 0;
    }

    /** What has become wrong with the microphones since the last call, or right again; null: nothing. */
    default @Nullable Fault healthChange() {
        return null;
    }

    /** Forgets all history, as after a gap in the sound. */
    void reset();

    /** Listens to one microphone and ignores the others. */
    static ChannelStage pick(int channels, int microphone) {
        if (microphone < 0 || microphone >= channels) {
            throw new IllegalArgumentException("microphone " + microphone + " of " + channels + " channels, counted from 0");
        }
        return new ChannelStage() {
            @Override
            public void process(short[] interleaved, int frames, long captureNanos, short[] mono, short[] wake) {
                for (int i = 0, from = microphone; i < frames; i++, from += channels) {
                    mono[i] = interleaved[from];
                }
            }

            @Override
            public void reset() {
                // Nothing is remembered.
            }
        };
    }
}
