package dev.hearken.dsp;

import java.util.Arrays;

/**
 * What a microphone hears of an {@link EchoReference}, as it is believed to be: a partitioned-block Kalman filter in the frequency domain
 * (Enzner and Vary 2006; Kuech, Mabande and Enzner 2014), whose step sizes follow from the uncertainty of its own coefficients,
 * so that it needs no double-talk detector. Of the {@code partitions} two a block, in turn, are constrained to their half of the
 * transform.
 *
 * <p>Raising the uncertainty by hand, when what is left is coherent with what was taken out, was tried and did harm: the test fired on the
 * first syllable after a pause, and the filter overshot. One thread; no allocation a block.
 */
final class EchoPath {

    private static final int BLOCK = EchoReference.BLOCK;
    private static final int BINS = EchoReference.BINS;
    private static final int CONSTRAINED_A_BLOCK = 2;

    /** Below 1: the diagonal form of the filter is too sure of itself on speech. */
    private static final float BETA = 0.5f;
    /** Half of each transform is new. */
    private static final float OVERLAP = 0.5f;
    private static final float FIRST_UNCERTAINTY = 0.1f;
    private static final float DECAY_PER_PARTITION = 0.4f;
    private static final float KEEP_ERROR = 0.7f;
    private static final float FLOOR = 1e-9f;

    private final int partitions;
    /** Of the coefficients' power, in a block. */
    private final float kept;
    private final float[][] re;
    private final float[][] im;
    private final float[][] uncertainty;
    private final float[] errorPower = new float[BINS];
    private final float[] denominator = new float[BINS];
    private final float[] stepRe = new float[BINS];
    private final float[] stepIm = new float[BINS];
    private final float[] sumRe = new float[BINS];
    private final float[] sumIm = new float[BINS];
    private final RealFft fft = new RealFft(2 * BLOCK);
    private final float[] spectrum = new float[2 * BLOCK + 2];
    private final float[] samples = new float[2 * BLOCK];
    private final float[] left = new float[BLOCK];
    private int nextConstrained;
    /** Since the reference fell silent; more than all partitions need to be constrained means nothing. */
    private int silentBlocks;

    /**
     * @param partitions blocks that an echo may last, as of the reference
     * @param keep       transition factor of the coefficients: 1 for a path that never changes; the uncertainty never falls below the share of the
     *                   coefficients' power that it leaves, so below 1 a path that has changed is found again
     */
    EchoPath(int partitions, float keep) {
        this.partitions = partitions;
        this.kept = keep * keep;
        re = new float[partitions][BINS];
        im = new float[partitions][BINS];
        uncertainty = new float[partitions][BINS];
        reset();
    }

    /**
     * Takes the next {@value EchoReference#BLOCK} samples of the microphone and learns from them; the reference has taken its own just before.
     *
     * @param microphone full scale 1
     * @return what is not echo; overwritten by the next call
     */
    float[] process(EchoReference reference, float[] microphone, int offset) {
        silentBlocks = 0;
        predict(reference);
        toSpectrum(sumRe, sumIm);
        fft.inverse(spectrum, samples);
        for (int i = 0; i < BLOCK; i++) {
            left[i] = microphone[offset + i] - samples[BLOCK + i];
            samples[BLOCK + i] = left[i];
            samples[i] = 0;
        }
        fft.forward(samples, spectrum);
        averageError();
        correct(reference);
        constrainSome();
        return left;
    }

    /** No echo to take out and nothing to learn from; the filter grows less sure of itself, and knows how loud the room is. */
    void rest(float[] microphone, int offset) {
        for (int k = 0; k < partitions; k++) {
            grow(uncertainty[k], re[k], im[k]);
        }
        System.arraycopy(microphone, offset, samples, BLOCK, BLOCK);
        Arrays.fill(samples, 0, BLOCK, 0f);
        fft.forward(samples, spectrum);
        averageError();
        if (silentBlocks * CONSTRAINED_A_BLOCK < partitions) {
            silentBlocks++;
            constrainSome();
        }
    }

    /** Believes what another one believes, as surely. */
    void adopt(EchoPath other) {
        for (int k = 0; k < partitions; k++) {
            System.arraycopy(other.re[k], 0, re[k], 0, BINS);
            System.arraycopy(other.im[k], 0, im[k], 0, BINS);
            System.arraycopy(other.uncertainty[k], 0, uncertainty[k], 0, BINS);
        }
    }

    private void constrainSome() {
        for (int i = 0; i < CONSTRAINED_A_BLOCK; i++) {
            constrain(nextConstrained);
            nextConstrained = (nextConstrained + 1) % partitions;
        }
    }

    void reset() {
        for (int k = 0; k < partitions; k++) {
            Arrays.fill(re[k], 0f);
            Arrays.fill(im[k], 0f);
            Arrays.fill(uncertainty[k], firstUncertainty(k));
        }
        Arrays.fill(errorPower, 1e-6f);
    }

    private static float firstUncertainty(int partition) {
        return (float) (FIRST_UNCERTAINTY * Math.exp(-DECAY_PER_PARTITION * partition));
    }

    private void predict(EchoReference reference) {
        Arrays.fill(sumRe, 0f);
        Arrays.fill(sumIm, 0f);
        Arrays.fill(denominator, 0f);
        for (int k = 0; k < partitions; k++) {
            int row = reference.row(k);
            float[] xr = reference.re[row];
            float[] xi = reference.im[row];
            grow(uncertainty[k], re[k], im[k]);
            Lanes.addProduct(denominator, reference.power[row], uncertainty[k], BINS);
            Lanes.addDifference(sumRe, xr, re[k], xi, im[k], BINS);
            Lanes.addSum(sumIm, xr, im[k], xi, re[k], BINS);
        }
    }

    private void grow(float[] p, float[] wr, float[] wi) {
        if (kept == 1) {
            return;
        }
        for (int f = 0; f < BINS; f++) {
            p[f] = kept * p[f] + (1 - kept) * (wr[f] * wr[f] + wi[f] * wi[f]);
        }
    }

    private void averageError() {
        for (int f = 0; f < BINS; f++) {
            float er = spectrum[2 * f];
            float ei = spectrum[2 * f + 1];
            errorPower[f] = KEEP_ERROR * errorPower[f] + (1 - KEEP_ERROR) * (er * er + ei * ei);
        }
    }

    private void correct(EchoReference reference) {
        for (int f = 0; f < BINS; f++) {
            float inverse = 1 / (OVERLAP * denominator[f] + errorPower[f] + FLOOR);
            denominator[f] = inverse;
            stepRe[f] = spectrum[2 * f] * inverse;
            stepIm[f] = spectrum[2 * f + 1] * inverse;
        }
        for (int k = 0; k < partitions; k++) {
            int row = reference.row(k);
            float[] xr = reference.re[row];
            float[] xi = reference.im[row];
            Lanes.addScaledSum(re[k], uncertainty[k], xr, stepRe, xi, stepIm, BINS);
            Lanes.addScaledDifference(im[k], uncertainty[k], xr, stepIm, xi, stepRe, BINS);
            shrink(uncertainty[k], denominator, reference.power[row]);
        }
    }

    private static void shrink(float[] p, float[] inverse, float[] power) {
        for (int f = 0; f < BINS; f++) {
            p[f] *= 1 - OVERLAP * BETA * p[f] * inverse[f] * power[f];
        }
    }

    /** A partition's coefficients are those of an impulse response of one block. */
    private void constrain(int k) {
        toSpectrum(re[k], im[k]);
        fft.inverse(spectrum, samples);
        Arrays.fill(samples, BLOCK, 2 * BLOCK, 0f);
        fft.forward(samples, spectrum);
        for (int f = 0; f < BINS; f++) {
            re[k][f] = spectrum[2 * f];
            im[k][f] = spectrum[2 * f + 1];
        }
    }

    private void toSpectrum(float[] r, float[] m) {
        for (int f = 0; f < BINS; f++) {
            spectrum[2 * f] = r[f];
            spectrum[2 * f + 1] = m[f];
        }
    }
}
