package dev.hearken.dsp;

import java.util.Arrays;

/**
 * Changes the sample rate of one channel, as a stream, by any ratio of whole numbers.
 *
 * <p>Polyphase form of a Kaiser-windowed sinc: flat (ripple below 0.01 dB) up to 95 % of the lower of the two Nyquist
 * frequencies, at least 76 dB down from that frequency on. The formula for the window and its length is Kaiser's (Oppenheim and
 * Schafer, Discrete-Time Signal Processing, 7.6). Up to {@value #MAX_EXACT_PHASES} phases are tabulated exactly; odd
 * ratios that need more (44,099 to 16,000) interpolate linearly between {@value #INTERPOLATED_PHASES} phases, which
 * adds an error below -100 dB.
 *
 * <p>The output is aligned in time with the input: frame n of the output lies at the moment of frame n * from / to of
 * the input. The filter therefore waits for {@link #latencyFrames()} more input frames before a frame can leave, and
 * {@link #flush} lets the last ones go. N input frames give ceil(N * to / from) output frames in all.
 *
 * <p>Belongs to one thread. Nothing is allocated after construction.
 */
public final class Resampler {

    private static final int MAX_EXACT_PHASES = 1024;
    private static final int INTERPOLATED_PHASES = 512;
    private static final int BLOCK_FRAMES = 512;
    /** 6 dB below what is promised (-70 dB), for the rounding of taps and samples. */
    private static final double STOP_BAND_DB = 76;
    private static final double PASS_BAND = 0.95;

    private final int fromRate;
    private final int toRate;
    /** Whole frames and the rest (over {@link #up}) by which the input position moves with every output frame. */
    private final int stepWhole;
    private final int stepRest;
    private final int up;
    private final int half;
    private final int taps;
    private final boolean interpolated;
    /** One row of {@link #taps} a phase; with interpolation one more row, for the phase after the last. */
    private final float[][] phases;

    // Valid until the next reset.
    private final float[] line;
    private int held;
    private int position;
    private int phase;
    private long framesIn;
    private long framesOut;

    /**
     * @param fromRate rate of the input in Hz
     * @param toRate   rate of the output in Hz
     */
    public Resampler(int fromRate, int toRate) {
        if (fromRate <= 0 || toRate <= 0) {
            throw new IllegalArgumentException("rates must be positive: " + fromRate + " Hz to " + toRate + " Hz");
        }
        this.fromRate = fromRate;
        this.toRate = toRate;
        int divisor = greatestCommonDivisor(fromRate, toRate);
        up = toRate / divisor;
        int down = fromRate / divisor;
        stepWhole = down / up;
        stepRest = down % up;
        half = fromRate == toRate ? 0 : halfLength(fromRate, toRate);
        taps = Math.max(1, 2 * half);
        interpolated = up > MAX_EXACT_PHASES;
        phases = fromRate == toRate ? new float[][] {{1f}} : table();
        line = new float[taps + BLOCK_FRAMES];
        reset();
    }

    public int fromRate() {
        return fromRate;
    }

    public int toRate() {
        return toRate;
    }

    /** Input frames that must follow before the frame of their moment can leave. */
    public int latencyFrames() {
        return half;
    }

    /** The most output frames that {@code inputFrames} given at once, or a flush after them, can bring. */
    public int maxOutputFrames(int inputFrames) {
        return (int) (((long) inputFrames + taps) * toRate / fromRate) + 2;
    }

    /** Forgets everything, as if new. */
    public void reset() {
        Arrays.fill(line, 0f);
        held = Math.max(0, half - 1);
        position = 0;
        phase = 0;
        framesIn = 0;
        framesOut = 0;
    }

    /**
     * Takes frames of a mono stream.
     *
     * @param out receives at most {@link #maxOutputFrames} samples
     * @return samples written to {@code out}
     */
    public int process(short[] in, int inOffset, int frames, short[] out, int outOffset) {
        return process(in, inOffset, 1, frames, out, outOffset, 1);
    }

    /**
     * Takes one channel of an interleaved stream.
     *
     * @param inStride  samples from one frame of the input to the next
     * @param outStride samples from one frame of the output to the next
     * @return frames written to {@code out}
     */
    public int process(short[] in, int inOffset, int inStride, int frames, short[] out, int outOffset, int outStride) {
        int written = 0;
        int taken = 0;
        while (taken < frames) {
            int block = Math.min(frames - taken, line.length - held);
            for (int i = 0, from = inOffset + taken * inStride; i < block; i++, from += inStride) {
                line[held + i] = in[from];
            }
            held += block;
            taken += block;
            framesIn += block;
            written += drain(out, outOffset + written * outStride, outStride, Long.MAX_VALUE);
        }
        return written;
    }

    /**
     * Gives the frames still inside the filter, as if silence followed, and resets.
     *
     * @return frames written to {@code out}, at most {@link #maxOutputFrames maxOutputFrames(0)}
     */
    public int flush(short[] out, int outOffset) {
        return flush(out, outOffset, 1);
    }

    /** As {@link #flush(short[], int)}, for one channel of an interleaved stream. */
    public int flush(short[] out, int outOffset, int outStride) {
        long due = (framesIn * toRate + fromRate - 1) / fromRate - framesOut;
        int written = 0;
        while (written < due) {
            Arrays.fill(line, held, line.length, 0f);
            held = line.length;
            written += drain(out, outOffset + written * outStride, outStride, due - written);
        }
        reset();
        return written;
    }

    private int drain(short[] out, int outOffset, int outStride, long limit) {
        int written = 0;
        int to = outOffset;
        while (position + taps <= held && written < limit) {
            out[to] = round(interpolated ? interpolate() : dot(phases[phase], line, position, taps));
            to += outStride;
            written++;
            position += stepWhole;
            phase += stepRest;
            if (phase >= up) {
                phase -= up;
                position++;
            }
        }
        framesOut += written;
        // A step longer than what is held (high to very low rate) leaves the position beyond: it is kept.
        int spent = Math.min(position, held);
        System.arraycopy(line, spent, line, 0, held - spent);
        held -= spent;
        position -= spent;
        return written;
    }

    private float interpolate() {
        long scaled = (long) phase * INTERPOLATED_PHASES;
        int row = (int) (scaled / up);
        float weight = (float) (scaled - (long) row * up) / up;
        float low = dot(phases[row], line, position, taps);
        float high = dot(phases[row + 1], line, position, taps);
        return low + weight * (high - low);
    }

    /** Four sums side by side: the additions of one sum would wait for each other. */
    private static float dot(float[] row, float[] line, int start, int taps) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int k = 0;
        for (; k + 3 < taps; k += 4) {
            a += row[k] * line[start + k];
            b += row[k + 1] * line[start + k + 1];
            c += row[k + 2] * line[start + k + 2];
            d += row[k + 3] * line[start + k + 3];
        }
        for (; k < taps; k++) {
            a += row[k] * line[start + k];
        }
        return (a + b) + (c + d);
    }

    private static short round(float sample) {
        int rounded = Math.round(sample);
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded));
    }

    private static int halfLength(int fromRate, int toRate) {
        double nyquist = Math.min(fromRate, toRate) / 2.0;
        double transition = 2 * Math.PI * (1 - PASS_BAND) * nyquist / fromRate;
        return (int) Math.ceil((STOP_BAND_DB - 7.95) / (2.285 * transition) / 2) + 1;
    }

    private float[][] table() {
        int count = interpolated ? INTERPOLATED_PHASES : up;
        double cutoff = Math.min(fromRate, toRate) / 2.0 * (1 + PASS_BAND) / 2 / fromRate;
        double beta = 0.1102 * (STOP_BAND_DB - 8.7);
        float[][] rows = new float[interpolated ? count + 1 : count][taps];
        double[] row = new double[taps];
        for (int p = 0; p < rows.length; p++) {
            double sum = 0;
            for (int k = 0; k < taps; k++) {
                double t = k - (half - 1) - (double) p / count;
                row[k] = sinc(2 * cutoff * t) * kaiser(t / half, beta);
                sum += row[k];
            }
            for (int k = 0; k < taps; k++) {
                rows[p][k] = (float) (row[k] / sum);
            }
        }
        return rows;
    }

    private static double sinc(double x) {
        return Math.abs(x) < 1e-12 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x, double beta) {
        return Math.abs(x) > 1 ? 0 : bessel(beta * Math.sqrt(1 - x * x)) / bessel(beta);
    }

    /** Modified Bessel function of the first kind, order zero, by its power series. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > sum * 1e-17; k++) {
            term *= (x / (2 * k)) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
