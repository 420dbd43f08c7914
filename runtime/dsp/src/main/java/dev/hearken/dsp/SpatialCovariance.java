package dev.hearken.dsp;

import java.util.Arrays;

/**
 * A Hermitian matrix of channels by channels for each frequency, as it averages over time. Only the lower triangle is held,
 * element by element with frequency innermost. Work space belongs to the object; nothing is allocated after construction.
 */
final class SpatialCovariance {

    private static final float TINY = 1e-12f;

    final int size;
    final int bins;
    /** Elements (i, j), j <= i, at {@link #at}. */
    final float[][] re;
    final float[][] im;

    SpatialCovariance(int size, int bins) {
        this.size = size;
        this.bins = bins;
        re = new float[size * (size + 1) / 2][bins];
        im = new float[size * (size + 1) / 2][bins];
    }

    static int at(int row, int column) {
        return row * (row + 1) / 2 + column;
    }

    /** R = (1 - k) R + g y y^H, with k and g for each frequency. */
    void average(float[] keep, float[] gain, Spectra y) {
        for (int i = 0; i < size; i++) {
            float[] ar = y.re()[i];
            float[] ai = y.im()[i];
            for (int j = 0; j <= i; j++) {
                float[] br = y.re()[j];
                float[] bi = y.im()[j];
                float[] r = re[at(i, j)];
                float[] m = im[at(i, j)];
                Lanes.averageSum(r, keep, gain, ar, br, ai, bi, bins);
                if (i != j) {
                    Lanes.averageDifference(m, keep, gain, ai, br, ar, bi, bins);
                }
            }
        }
    }

    /** A multiple of the unit matrix at each frequency. */
    void setDiagonal(float[] power) {
        clear();
        for (int i = 0; i < size; i++) {
            System.arraycopy(power, 0, re[at(i, i)], 0, bins);
        }
    }

    void copy(SpatialCovariance from) {
        for (int e = 0; e < re.length; e++) {
            System.arraycopy(from.re[e], 0, re[e], 0, bins);
            System.arraycopy(from.im[e], 0, im[e], 0, bins);
        }
    }

    void clear() {
        for (int e = 0; e < re.length; e++) {
            Arrays.fill(re[e], 0f);
            Arrays.fill(im[e], 0f);
        }
    }

    /**
     * Becomes the inverse of {@code of} plus a share of its mean diagonal element, by Cholesky's factors.
     *
     * @param loading share of trace / size that is added to the diagonal
     * @param factor  work space of the same size
     */
    void invert(SpatialCovariance of, float loading, SpatialCovariance factor) {
        factor.copy(of);
        factor.load(loading);
        factor.factorise();
        factor.invertTriangle();
        multiplyByItsAdjoint(factor);
    }

    private void load(float loading) {
        float[] scratch = im[0]; // the diagonal is real: its imaginary parts are free
        loads(loading, scratch);
        for (int i = size - 1; i >= 0; i--) {
            float[] diagonal = re[at(i, i)];
            for (int f = 0; f < bins; f++) {
                diagonal[f] += scratch[f];
            }
        }
        Arrays.fill(scratch, 0f);
    }

    /** What {@link #invert} adds to each element of the diagonal; never zero. */
    void loads(float loading, float[] out) {
        Arrays.fill(out, TINY);
        for (int i = 0; i < size; i++) {
            float[] diagonal = re[at(i, i)];
            for (int f = 0; f < bins; f++) {
                out[f] += loading / size * diagonal[f];
            }
        }
    }

    /** L of L L^H in place; its diagonal is left inverted, which is all that is used of it. */
    private void factorise() {
        for (int j = 0; j < size; j++) {
            float[] diagonal = re[at(j, j)];
            for (int k = 0; k < j; k++) {
                float[] r = re[at(j, k)];
                float[] m = im[at(j, k)];
                Lanes.subtractSum(diagonal, r, r, m, m, bins);
            }
            for (int f = 0; f < bins; f++) {
                diagonal[f] = 1 / (float) Math.sqrt(Math.max(diagonal[f], TINY));
            }
            for (int i = j + 1; i < size; i++) {
                float[] r = re[at(i, j)];
                float[] m = im[at(i, j)];
                for (int k = 0; k < j; k++) {
                    subtractTimesConjugate(r, m, at(i, k), at(j, k));
                }
                Lanes.scale(r, diagonal, bins);
                Lanes.scale(m, diagonal, bins);
            }
        }
    }

    private void subtractTimesConjugate(float[] r, float[] m, int a, int b) {
        float[] ar = re[a];
        float[] ai = im[a];
        float[] br = re[b];
        float[] bi = im[b];
        Lanes.subtractSum(r, ar, br, ai, bi, bins);
        Lanes.addDifference(m, ar, bi, ai, br, bins);
    }

    /** L^-1 in place of L, column by column: each element needs only the rows above and those of its own column already done. */
    private void invertTriangle() {
        for (int i = 1; i < size; i++) {
            for (int j = 0; j < i; j++) {
                float[] r = re[at(i, j)];
                float[] m = im[at(i, j)];
                float[] own = re[at(j, j)];
                Lanes.scale(r, own, bins);
                Lanes.scale(m, own, bins);
                for (int k = j + 1; k < i; k++) {
                    addProduct(r, m, at(i, k), at(k, j));
                }
                float[] row = re[at(i, i)];
                Lanes.scaleNegative(r, row, bins);
                Lanes.scaleNegative(m, row, bins);
            }
        }
    }

    private void addProduct(float[] r, float[] m, int a, int b) {
        float[] ar = re[a];
        float[] ai = im[a];
        float[] br = re[b];
        float[] bi = im[b];
        Lanes.addDifference(r, ar, br, ai, bi, bins);
        Lanes.addSum(m, ar, bi, ai, br, bins);
    }

    /** A^-1 = L^-H L^-1. */
    private void multiplyByItsAdjoint(SpatialCovariance l) {
        clear();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                float[] r = re[at(i, j)];
                float[] m = im[at(i, j)];
                for (int k = i; k < size; k++) {
                    float[] ar = l.re[at(k, i)];
                    float[] ai = l.im[at(k, i)];
                    float[] br = l.re[at(k, j)];
                    float[] bi = l.im[at(k, j)];
                    Lanes.addSum(r, ar, br, ai, bi, bins);
                    if (i != j) {
                        Lanes.addDifference(m, ar, bi, ai, br, bins);
                    }
                }
            }
        }
    }

    /** tr(this other), which is real for Hermitian matrices. */
    void traceOfProduct(SpatialCovariance other, float[] out) {
        Arrays.fill(out, 0f);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                float twice = i == j ? 1 : 2;
                float[] ar = re[at(i, j)];
                float[] ai = im[at(i, j)];
                float[] br = other.re[at(i, j)];
                float[] bi = other.im[at(i, j)];
                for (int f = 0; f < bins; f++) {
                    out[f] += twice * (ar[f] * br[f] + ai[f] * bi[f]);
                }
            }
        }
    }

    /** out = this x, for one vector of channels at each frequency. */
    void multiply(Spectra x, Spectra out) {
        out.clear();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                accumulate(i, j, x.re()[j], x.im()[j], out.re()[i], out.im()[i]);
            }
        }
    }

    /** out = this times column {@code column} of {@code other}. */
    void multiplyColumn(SpatialCovariance other, int column, Spectra out) {
        out.clear();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                int element = j >= column ? at(j, column) : at(column, j);
                if (j >= column) {
                    accumulate(i, j, other.re[element], other.im[element], out.re()[i], out.im()[i]);
                } else {
                    accumulateConjugate(i, j, other.re[element], other.im[element], out.re()[i], out.im()[i]);
                }
            }
        }
    }

    private void accumulate(int i, int j, float[] xr, float[] xi, float[] or, float[] oi) {
        if (i >= j) {
            float[] r = re[at(i, j)];
            float[] m = im[at(i, j)];
            Lanes.addDifference(or, r, xr, m, xi, bins);
            Lanes.addSum(oi, r, xi, m, xr, bins);
        } else {
            float[] r = re[at(j, i)];
            float[] m = im[at(j, i)];
            Lanes.addSum(or, r, xr, m, xi, bins);
            Lanes.addDifference(oi, r, xi, m, xr, bins);
        }
    }

    private void accumulateConjugate(int i, int j, float[] xr, float[] xi, float[] or, float[] oi) {
        if (i >= j) {
            float[] r = re[at(i, j)];
            float[] m = im[at(i, j)];
            Lanes.addSum(or, r, xr, m, xi, bins);
            Lanes.addDifference(oi, m, xr, r, xi, bins);
        } else {
            float[] r = re[at(j, i)];
            float[] m = im[at(j, i)];
            Lanes.addDifference(or, r, xr, m, xi, bins);
            Lanes.subtractSum(oi, m, xr, r, xi, bins);
        }
    }
}
