package dev.hearken.app.internal.speaker;

/**
 * Makes the one channel that is listened to out of what the microphones deliver; the place of a beamformer. Belongs to the
 * front end's thread; no allocation a call.
 */
interface ChannelStage {

    /**
     * @param interleaved frames of all channels
     * @param mono        receives one sample a frame
     */
    void process(short[] interleaved, int frames, short[] mono);

    /** Forgets all history, as after a gap in the sound. */
    void reset();

    /** Listens to one microphone and ignores the others. */
    static ChannelStage pick(int channels, int microphone) {
        if (microphone < 0 || microphone >= channels) {
            throw new IllegalArgumentException("microphone " + microphone + " of " + channels + " channels, counted from 0");
        }
        return new ChannelStage() {
            @Override
            public void process(short[] interleaved, int frames, short[] mono) {
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
