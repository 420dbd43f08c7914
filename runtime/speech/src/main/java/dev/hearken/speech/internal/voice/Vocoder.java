package dev.hearken.speech.internal.voice;

import dev.hearken.dsp.RealFft;

/**
 * Makes sound of vocoder parameters, one pitch period at a time: a minimum-phase response of the envelope (by the folded cepstrum,
 * Oppenheim and Schafer 1975) to a pulse and a period of white noise, mixed by the aperiodicity at each frequency, added up where the
 * period begins, as in WORLD (Morise et al. 2016). The pulse is spread by a fixed chirp, which takes the edge off its
 * buzz, and placed between samples by a linear phase. The same steps as vocoder.py of the training.
 *
 * <p>Allocates nothing after construction. One thread.
 */
final class Vocoder {

    /** Points of the transform: 64 ms at 16 kHz, room for a period of noise and the response to its last sample. */
    private static final int SIZE = 1024;
    private static final int BINS = SIZE / 2 + 1;
    /** Seconds by which the pulse's highest frequency comes later than its lowest. */
    private static final double CHIRP = 0.0012;
    /** Length of an unvoiced step, seconds. */
    private static final double UNVOICED_STEP = 0.005;
    private static final double LOWEST_PITCH = 60;
    private static final double HIGHEST_PITCH = 700;
    private static final double FLOOR_DB = -60;
    private static final long SEED = 0x9E3779B97F4A7C15L;
    /** Sum of four even numbers of -1/2..1/2 has variance 1/3. */
    private static final float TO_UNIT_VARIANCE = (float) (Math.sqrt(3) / 65536);

    private final VoiceFormat format;
    private final RealFft fft = new RealFft(SIZE);
    private final float gain;

    /** Of each bin: envelope point below it and the part of the way to the next; the same for aperiodicity, whose row begins at 0 Hz. */
    private final int[] point = new int[BINS];
    private final float[] pointPart = new float[BINS];
    private final int[] band = new int[BINS];
    private final float[] bandPart = new float[BINS];
    private final double[] chirp = new double[BINS];

    private final float[] envelope;
    private final float[] bands;
    private final float[] spectrum = new float[SIZE + 2];
    private final float[] noise = new float[SIZE + 2];
    private final float[] time = new float[SIZE];

    /** Ring of sound in the making; index of the sample at {@link #delivered} is delivered modulo its length. */
    private final float[] ring = new float[4 * SIZE];
    private long delivered;
    private long complete;
    private double position;
    private long random;

    Vocoder(VoiceFormat format) {
        this.format = format;
        this.gain = (float) (0.5 * Math.log(format.sampleRate() / format.analysisRate()));
        this.envelope = new float[format.envelopePoints()];
        this.bands = new float[format.aperiodicityAt().length + 2];
        double top = mel(format.envelopeTop());
        for (int k = 0; k < BINS; k++) {
            double hertz = (double) k * format.sampleRate() / SIZE;
            double at = mel(hertz) / top * (envelope.length - 1);
            // The envelope is straight between its points over Hz, not over mel, as it was sampled.
            point[k] = Math.min((int) at, envelope.length - 2);
            double low = hertz(point[k] * top / (envelope.length - 1));
            double high = hertz((point[k] + 1) * top / (envelope.length - 1));
            pointPart[k] = (float) Math.min(1, (hertz - low) / (high - low));
            int b = 0;
            while (b < bands.length - 2 && edge(b + 1) <= hertz) {
                b++;
            }
            band[k] = b;
            bandPart[k] = (float) Math.min(1, (hertz - edge(b)) / (edge(b + 1) - edge(b)));
            chirp[k] = -Math.PI * CHIRP / (format.sampleRate() / 2.0) * hertz * hertz;
        }
        reset();
    }

    private static double mel(double hertz) {
        return 1127 * Math.log(1 + hertz / 700);
    }

    private static double hertz(double mel) {
        return 700 * (Math.exp(mel / 1127) - 1);
    }

    /** Frequencies between which aperiodicity runs straight: 0, the stated ones, half the analysis rate. */
    private double edge(int i) {
        double[] stated = format.aperiodicityAt();
        return i == 0 ? 0 : i <= stated.length ? stated[i - 1] : format.analysisRate() / 2;
    }

    /** Silence, and the same random numbers as at the start. */
    void reset() {
        java.util.Arrays.fill(ring, 0);
        delivered = 0;
        complete = 0;
        position = 0;
        random = SEED;
    }

    /** Where the next period begins, in samples since {@link #reset}. */
    double position() {
        return position;
    }

    /** Samples that can be taken. */
    int available() {
        return (int) (complete - delivered);
    }

    /** Takes one sample, about -1..1; only if one is {@link #available}. */
    float take() {
        int at = (int) (delivered++ % ring.length);
        float sample = ring[at];
        ring[at] = 0;
        return sample;
    }

    /**
     * Adds the period that begins at {@link #position} and moves on by its length.
     *
     * @param frames values of frames
     * @param a      index of the frame before that position
     * @param b      index of the frame after it
     * @param part   how far it lies between them, 0..1
     * @param pitch  factor on F0
     */
    void period(float[] frames, int a, int b, float part, double pitch) {
        boolean voiced = frames[a + format.voicingIndex()] > 0;
        double step = format.sampleRate() * UNVOICED_STEP;
        if (voiced) {
            boolean both = frames[b + format.voicingIndex()] > 0;
            double log = frames[a + format.pitchIndex()] + (both ? part * (frames[b + format.pitchIndex()] - frames[a + format.pitchIndex()]) : 0);
            step = format.sampleRate() / Math.max(LOWEST_PITCH, Math.min(HIGHEST_PITCH, Math.exp(log) * pitch));
        }
        for (int i = 0; i < envelope.length; i++) {
            envelope[i] = frames[a + i] + part * (frames[b + i] - frames[a + i]);
        }
        long begin = (long) position;
        respond(Math.max(1, (int) ((long) (position + step) - begin)), voiced, frames, a, b, part, step, position - begin);
        int to = (int) (begin % ring.length);
        for (int i = 0; i < SIZE; i++) {
            ring[to] += time[i];
            to = to + 1 == ring.length ? 0 : to + 1;
        }
        position += step;
        complete = (long) position;
    }

    /** Puts the period's sound into {@link #time}. */
    private void respond(int length, boolean voiced, float[] frames, int a, int b, float part, double step, double fraction) {
        for (int i = 0; i < length; i++) {
            time[i] = gaussian();
        }
        java.util.Arrays.fill(time, length, SIZE, 0);
        fft.forward(time, noise);
        minimumPhase();
        if (!voiced) {
            for (int k = 0; k < BINS; k++) {
                shape(k, noise[2 * k], noise[2 * k + 1]);
            }
        } else {
            int first = format.envelopePoints();
            bands[0] = (float) FLOOR_DB;
            for (int i = 1; i < bands.length - 1; i++) {
                int at = first + i - 1;
                bands[i] = Math.min(0, frames[a + at] + part * (frames[b + at] - frames[a + at]));
            }
            double root = Math.sqrt(step);
            double shift = -2 * Math.PI * fraction / SIZE;
            for (int k = 0; k < BINS; k++) {
                double decibel = bands[band[k]] + bandPart[k] * (bands[band[k] + 1] - bands[band[k]]);
                double rough = Math.exp(decibel * (Math.log(10) / 20));
                double pulse = root * Math.sqrt(Math.max(0, 1 - rough * rough));
                double angle = chirp[k] + shift * k;
                shape(k, (float) (rough * noise[2 * k] + pulse * Math.cos(angle)), (float) (rough * noise[2 * k + 1] + pulse * Math.sin(angle)));
            }
        }
        fft.inverse(spectrum, time);
    }

    /** Puts the complex log spectrum of the envelope's minimum-phase response into {@link #spectrum}. */
    private void minimumPhase() {
        for (int k = 0; k < BINS; k++) {
            int i = point[k];
            spectrum[2 * k] = envelope[i] + pointPart[k] * (envelope[i + 1] - envelope[i]) + gain;
            spectrum[2 * k + 1] = 0;
        }
        fft.inverse(spectrum, time);
        for (int i = 1; i < SIZE / 2; i++) {
            time[i] *= 2;
        }
        java.util.Arrays.fill(time, SIZE / 2 + 1, SIZE, 0);
        fft.forward(time, spectrum);
    }

    /** Replaces bin k of the log spectrum by its exponential times an excitation. */
    private void shape(int k, float re, float im) {
        float amplitude = (float) Math.exp(spectrum[2 * k]);
        double phase = spectrum[2 * k + 1];
        float c = amplitude * (float) Math.cos(phase);
        float s = amplitude * (float) Math.sin(phase);
        spectrum[2 * k] = c * re - s * im;
        spectrum[2 * k + 1] = c * im + s * re;
    }

    /** Near-normal number of variance 1: four 16-bit pieces of an xorshift (Marsaglia 2003) added up. */
    private float gaussian() {
        random ^= random << 13;
        random ^= random >>> 7;
        random ^= random << 17;
        long r = random;
        int sum = (int) (r & 0xffff) + (int) (r >>> 16 & 0xffff) + (int) (r >>> 32 & 0xffff) + (int) (r >>> 48) - 131070;
        return sum * TO_UNIT_VARIANCE;
    }
}
