package dev.hearken.dsp;

import java.util.Arrays;

/**
 * Probability that somebody speaks, for each frequency of a frame, from the spatial statistics of the array alone: Souden et al.,
 * "Gaussian model-based multichannel speech presence probability" (2010), with a noise covariance that is averaged recursively
 * wherever speech is improbable. The first half second is taken for noise. One thread; no allocation a frame.
 */
public final class SpeechPresence implements MaskSource {

    private static final double HOP_SECONDS = Stft.HOP / 16_000.0;
    private static final int NOISE_FRAMES = (int) (0.5 / HOP_SECONDS);
    private static final float KEEP_INPUT = (float) Math.exp(-HOP_SECONDS / 0.06);
    private static final float KEEP_NOISE = (float) Math.exp(-HOP_SECONDS / 0.35);
    private static final float LOADING = 1e-2f;
    /** Signal-to-noise ratio that speech has at least: what hardly rises above the noise is noise, not faint speech. */
    private static final float LEAST_RATIO = 5f;
    /** A frequency at which speech has been certain for a second is no longer believed: the noise may have grown. */
    private static final float STUCK = 0.99f;
    private static final float LEAST_POWER = 1e-20f;

    private final int channels;
    private final SpatialCovariance input;
    private final SpatialCovariance noise;
    private final SpatialCovariance inverse;
    private final SpatialCovariance factor;
    private final Spectra whitened;
    private final Spectra projected;
    private final float[] keep = new float[Stft.BINS];
    private final float[] gain = new float[Stft.BINS];
    private final float[] xi = new float[Stft.BINS];
    private final float[] lastly = new float[Stft.BINS];
    /** y^H Pn^-1 y of the newest frame: the number of microphones in noise. */
    private final float[] energy = new float[Stft.BINS];
    private final float[] load = new float[Stft.BINS];
    private int frames;

    public SpeechPresence(int channels) {
        this.channels = channels;
        input = new SpatialCovariance(channels, Stft.BINS);
        noise = new SpatialCovariance(channels, Stft.BINS);
        inverse = new SpatialCovariance(channels, Stft.BINS);
        factor = new SpatialCovariance(channels, Stft.BINS);
        whitened = Spectra.of(channels, Stft.BINS);
        projected = Spectra.of(channels, Stft.BINS);
    }

    /**
     * @param y           frame of the microphones
     * @param probability receives a value from 0 to 1 for each bin
     */
    @Override
    public void estimate(Spectra y, float[] probability) {
        if (frames < NOISE_FRAMES) {
            frames++;
            Arrays.fill(keep, 1 - 1f / frames);
            Arrays.fill(gain, 1f / frames);
            noise.average(keep, gain, y);
            input.average(keep, gain, y);
            Arrays.fill(probability, 0f);
            return;
        }
        Arrays.fill(keep, KEEP_INPUT);
        Arrays.fill(gain, 1 - KEEP_INPUT);
        input.average(keep, gain, y);
        inverse.invert(noise, LOADING, factor);
        inverse.traceOfProduct(input, xi);
        inverse.multiply(y, whitened);
        input.multiply(whitened, projected);
        judge(y, probability);
        for (int f = 0; f < Stft.BINS; f++) {
            keep[f] = KEEP_NOISE + (1 - KEEP_NOISE) * probability[f];
            gain[f] = 1 - keep[f];
        }
        noise.average(keep, gain, y);
    }

    /** p = 1 / (1 + q / (1 - q) (1 + xi) exp(-beta / (1 + xi))) with q = 1/2 and xi no less than {@value #LEAST_RATIO}. */
    private void judge(Spectra y, float[] probability) {
        for (int f = 0; f < Stft.BINS; f++) {
            float sum = 0;
            float quadratic = 0;
            for (int c = 0; c < channels; c++) {
                float zr = whitened.re()[c][f];
                float zi = whitened.im()[c][f];
                sum += y.re()[c][f] * zr + y.im()[c][f] * zi;
                quadratic += zr * projected.re()[c][f] + zi * projected.im()[c][f];
            }
            energy[f] = sum;
            float ratio = Math.max(xi[f] - channels, LEAST_RATIO);
            float beta = Math.max(quadratic - sum, 0f);
            float p = (float) (1 / (1 + (1 + ratio) * Math.exp(-Math.min(beta / (1 + ratio), 60f))));
            lastly[f] = 0.9f * lastly[f] + 0.1f * p;
            probability[f] = lastly[f] > STUCK ? Math.min(p, STUCK) : p;
        }
    }

    /**
     * The frame given last with one microphone's phases and the mean power of all microphones after their noise was made white, that is, alike and
     * independent: what comes from where noise comes from counts less, and nobody need know where the talker is. So it hears the first syllable as well
     * as the last, which a beam does not. Noise is about as loud as in that microphone; within the first half second the sound is that microphone's,
     * and after digital silence, as of a mute, its power is the mean of all.
     *
     * @param y         as {@link #estimate} had it
     * @param reference a microphone
     */
    public void whiten(Spectra y, int reference, float[] outRe, float[] outIm) {
        float[] yr = y.re()[reference];
        float[] yi = y.im()[reference];
        if (frames < NOISE_FRAMES) {
            System.arraycopy(yr, 0, outRe, 0, Stft.BINS);
            System.arraycopy(yi, 0, outIm, 0, Stft.BINS);
            return;
        }
        float[] noisePower = noise.re[SpatialCovariance.at(reference, reference)];
        noise.loads(LOADING, load);
        for (int f = 0; f < Stft.BINS; f++) {
            // As the inverse had it: where there is no noise, what was added to it alone keeps the talker from falling silent.
            float power = Math.max(energy[f], 0f) / channels * (noisePower[f] + load[f]);
            float scale = (float) Math.sqrt(power / (yr[f] * yr[f] + yi[f] * yi[f] + LEAST_POWER));
            outRe[f] = scale * yr[f];
            outIm[f] = scale * yi[f];
        }
    }

    /** Begins anew, with half a second of noise. */
    @Override
    public void reset() {
        frames = 0;
        Arrays.fill(lastly, 0f);
        Arrays.fill(energy, 0f);
        noise.clear();
        input.clear();
    }
}
