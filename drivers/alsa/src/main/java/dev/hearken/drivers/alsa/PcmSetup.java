package dev.hearken.drivers.alsa;

/**
 * What a card agreed to.
 *
 * @param sampleRate   frames a second, in Hz
 * @param periodFrames frames between two wake-ups
 * @param bufferFrames frames the card can hold
 */
public record PcmSetup(String device, SampleFormat format, int channels, int sampleRate, int periodFrames, int bufferFrames) {

    /** Bytes of one frame in the card's format. */
    public int frameBytes() {
        return format.bytes() * channels;
    }

    /** Time of a number of frames, in nanoseconds. */
    public long nanosOf(long frames) {
        return frames / sampleRate * 1_000_000_000L + frames % sampleRate * 1_000_000_000L / sampleRate;
    }

    /** Frames in a time, rounded. */
    public long framesIn(long nanos) {
        return Math.round((double) nanos * sampleRate / 1e9);
    }

    @Override
    public String toString() {
        return device + ": " + format + ", " + channels + " channels, " + sampleRate + " Hz, periods of " + periodFrames
                + " in a buffer of " + bufferFrames + " frames";
    }
}
