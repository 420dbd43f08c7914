package dev.hearken.dsp;

import java.util.Arrays;

/**
 * Minimum variance distortionless response beamformer without a steering vector, after Souden et al. (2010): the covariances of
 * speech and of noise are averaged under a mask, and the output is the speech as the reference microphone hears it. Needs no
 * geometry. With more than one tap each microphone's last frames count as further microphones (multi-tap MVDR, Xu et al.,
 * arXiv 2008.06994). One thread; no allocation a frame.
 *
 * <p>{@link #update} then {@link #apply}: weights of the current frame, not of the one before, which would cost about 1 dB.
 */
public final class MvdrBeamformer {

    private static final double HOP_SECONDS = Stft.HOP / 16_000.0;
    private static final float FORGET_SPEECH = (float) (1 - Math.exp(-HOP_SECONDS / 0.3));
    private static final float FORGET_NOISE = (float) (1 - Math.exp(-HOP_SECONDS / 0.5));
    private static final float LOADING = 1e-3f;
    private static final float LEAST_TRACE = 1e-6f;

    private final int microphones;
    private final int taps;
    private final int reference;
    private final SpatialCovariance speech;
    private final SpatialCovariance noise;
    private final SpatialCovariance inverse;
    private final SpatialCovariance factor;
    private final Spectra stacked;
    private final Spectra stackedSpeech;
    private final Spectra stackedNoise;
    private final Spectra weights;
    private final float[] keep = new float[Stft.BINS];
    private final float[] gain = new float[Stft.BINS];
    private final float[] trace = new float[Stft.BINS];
    private final float[] speechMass = new float[Stft.BINS];
    private final float[] noiseMass = new float[Stft.BINS];
    private boolean begun;

    /**
     * @param microphones 2 to 8
     * @param taps        frames that are combined, 1 to 3
     * @param reference   microphone whose speech is the output
     */
    public MvdrBeamformer(int microphones, int taps, int reference) {
        if (microphones < 2 || taps < 1 || taps > 3 || reference < 0 || reference >= microphones) {
            throw new IllegalArgumentException(microphones + " microphones, " + taps + " taps, reference " + reference);
        }
        this.microphones = microphones;
        this.taps = taps;
        this.reference = reference;
        int size = microphones * taps;
        speech = new SpatialCovariance(size, Stft.BINS);
        noise = new SpatialCovariance(size, Stft.BINS);
        inverse = new SpatialCovariance(size, Stft.BINS);
        factor = new SpatialCovariance(size, Stft.BINS);
        stacked = Spectra.of(size, Stft.BINS);
        stackedSpeech = Spectra.of(size, Stft.BINS);
        stackedNoise = Spectra.of(size, Stft.BINS);
        weights = Spectra.of(size, Stft.BINS);
        reset();
    }

    /**
     * Learns from a frame with a mask that is the share of speech, 0 to 1, at each bin.
     *
     * @param y frame of the microphones
     */
    public void update(Spectra y, float[] mask) {
        push(y, stacked);
        begin(y);
        for (int f = 0; f < Stft.BINS; f++) {
            speechMass[f] += mask[f];
            gain[f] = mask[f] * Math.max(FORGET_SPEECH, 1 / Math.max(speechMass[f], 1f));
            keep[f] = 1 - gain[f];
        }
        speech.average(keep, gain, stacked);
        for (int f = 0; f < Stft.BINS; f++) {
            float m = 1 - mask[f];
            noiseMass[f] += m;
            gain[f] = m * Math.max(FORGET_NOISE, 1 / Math.max(noiseMass[f], 1f));
            keep[f] = 1 - gain[f];
        }
        noise.average(keep, gain, stacked);
        solve();
    }

    /**
     * Learns from a frame with complex ratio masks: speech = speechMask * y, noise = noiseMask * y, the same mask for all
     * microphones. Each covariance is averaged with the mask's squared magnitude as its weight.
     *
     * @param speechMask one channel
     * @param noiseMask  one channel
     */
    public void update(Spectra y, Spectra speechMask, Spectra noiseMask) {
        push(y, stacked);
        begin(y);
        learn(y, speechMask, stackedSpeech, speechMass, FORGET_SPEECH, speech);
        learn(y, noiseMask, stackedNoise, noiseMass, FORGET_NOISE, noise);
        solve();
    }

    private void learn(Spectra y, Spectra mask, Spectra masked, float[] mass, float forget, SpatialCovariance covariance) {
        push(y, masked);
        float[] mr = mask.re()[0];
        float[] mi = mask.im()[0];
        for (int c = 0; c < microphones; c++) {
            float[] re = masked.re()[c];
            float[] im = masked.im()[c];
            for (int f = 0; f < Stft.BINS; f++) {
                float r = re[f] * mr[f] - im[f] * mi[f];
                im[f] = re[f] * mi[f] + im[f] * mr[f];
                re[f] = r;
            }
        }
        for (int f = 0; f < Stft.BINS; f++) {
            float square = mr[f] * mr[f] + mi[f] * mi[f];
            mass[f] += Math.min(square, 1f);
            float rate = Math.max(forget, 1 / Math.max(mass[f], 1f));
            keep[f] = 1 - rate * Math.min(square, 1f);
            gain[f] = square > 1f ? rate / square : rate;
        }
        covariance.average(keep, gain, masked);
    }

    /** Applies the newest weights to the frames given to {@link #update}. */
    public void apply(float[] outRe, float[] outIm) {
        apply(stacked, outRe, outIm);
    }

    /** Applies the newest weights to any frame, for measurements: with one tap only. */
    public void apply(Spectra y, float[] outRe, float[] outIm) {
        y.weigh(weights, outRe, outIm);
    }

    /** Channels that weights belong to: microphones times taps; those of the newest frame first. */
    public int inputs() {
        return microphones * taps;
    }

    /** Passes the reference microphone until speech and noise are known. */
    public void reset() {
        begun = false;
        speech.clear();
        noise.clear();
        stacked.clear();
        stackedSpeech.clear();
        stackedNoise.clear();
        weights.clear();
        Arrays.fill(weights.re()[reference], 1f);
        Arrays.fill(speechMass, 1e-3f);
        Arrays.fill(noiseMass, 2f);
    }

    /** White noise of the first frame's power stands in until the noise has been heard. */
    private void begin(Spectra y) {
        if (begun) {
            return;
        }
        begun = true;
        Arrays.fill(trace, 1e-10f);
        for (int c = 0; c < microphones; c++) {
            for (int f = 0; f < Stft.BINS; f++) {
                float r = y.re()[c][f];
                float i = y.im()[c][f];
                trace[f] += (r * r + i * i) / microphones;
            }
        }
        noise.setDiagonal(trace);
        for (int f = 0; f < Stft.BINS; f++) {
            trace[f] *= 1e-6f;
        }
        speech.setDiagonal(trace);
    }

    private void push(Spectra y, Spectra history) {
        for (int tap = taps - 1; tap > 0; tap--) {
            for (int c = 0; c < microphones; c++) {
                history.copy(tap * microphones + c, history, (tap - 1) * microphones + c);
            }
        }
        for (int c = 0; c < microphones; c++) {
            history.copy(c, y, c);
        }
    }

    private void solve() {
        inverse.invert(noise, LOADING, factor);
        inverse.traceOfProduct(speech, trace);
        inverse.multiplyColumn(speech, reference, weights);
        for (int f = 0; f < Stft.BINS; f++) {
            trace[f] = 1 / Math.max(trace[f], LEAST_TRACE);
        }
        for (int c = 0; c < microphones * taps; c++) {
            float[] re = weights.re()[c];
            float[] im = weights.im()[c];
            for (int f = 0; f < Stft.BINS; f++) {
                re[f] *= trace[f];
                im[f] *= trace[f];
            }
        }
    }
}
