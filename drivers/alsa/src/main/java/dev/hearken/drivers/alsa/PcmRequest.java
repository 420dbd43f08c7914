package dev.hearken.drivers.alsa;

import java.util.List;

/**
 * What is asked of a PCM device.
 *
 * @param device       ALSA name: {@code default}, {@code hw:2,0}, {@code plughw:CARD=ArrayUAC10} …
 * @param formats      acceptable formats, the best first
 * @param channels     samples in a frame
 * @param sampleRate   frames a second, in Hz
 * @param periodFrames frames between two wake-ups; the card may round it
 * @param bufferFrames frames the card can hold; the card may round it
 * @param exact        whether other channels or another rate are refused; otherwise the nearest that the card offers
 *                     are taken, a multiple of the rate before any other
 */
public record PcmRequest(
        String device, List<SampleFormat> formats, int channels, int sampleRate, int periodFrames, int bufferFrames, boolean exact) {

    private static final int PERIODS_AT_LEAST = 8;

    public PcmRequest {
        formats = List.copyOf(formats);
        if (device.isBlank() || formats.isEmpty() || channels <= 0 || sampleRate <= 0 || periodFrames <= 0
                || bufferFrames < 2 * periodFrames) {
            throw new IllegalArgumentException("a PCM request needs a device, a format, positive numbers and two periods at least");
        }
    }

    /**
     * A request with usual sizes: periods of 16 ms, a buffer of 8 periods and 200 ms at least (a machine under load
     * must not lose sound), any of the four formats.
     */
    public static PcmRequest of(String device, int channels, int sampleRate) {
        int period = sampleRate * 16 / 1000;
        int buffer = Math.max(PERIODS_AT_LEAST * period, sampleRate / 5);
        return new PcmRequest(device, List.of(SampleFormat.S16_LE, SampleFormat.S32_LE, SampleFormat.S24_3LE, SampleFormat.S24_LE),
                channels, sampleRate, period, buffer, false);
    }

    /** The same, refusing other channels or another rate. */
    public PcmRequest exactly() {
        return new PcmRequest(device, formats, channels, sampleRate, periodFrames, bufferFrames, true);
    }

    /** The same, with these formats alone. */
    public PcmRequest in(SampleFormat... wanted) {
        return new PcmRequest(device, List.of(wanted), channels, sampleRate, periodFrames, bufferFrames, exact);
    }

    /** The same, with other sizes in frames. */
    public PcmRequest sized(int period, int buffer) {
        return new PcmRequest(device, formats, channels, sampleRate, period, buffer, exact);
    }
}
