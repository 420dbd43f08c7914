package dev.hearken.audio;

/**
 * Rate and channel count of a stream of 16-bit signed samples, interleaved.
 *
 * @param sampleRate frames a second, in Hz
 * @param channels   samples in one frame
 */
public record AudioFormat(int sampleRate, int channels) {

    /** What speech models are fed with: 16 kHz, one channel. */
    public static final AudioFormat SPEECH = new AudioFormat(16_000, 1);

    public AudioFormat {
        if (sampleRate <= 0 || channels <= 0) {
            throw new IllegalArgumentException("rate and channels must be positive: " + sampleRate + " Hz, " + channels);
        }
    }
}
