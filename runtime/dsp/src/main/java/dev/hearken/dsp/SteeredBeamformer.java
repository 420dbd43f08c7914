package dev.hearken.dsp;

/**
 * A beam in a stated direction, for any geometry: delay-and-sum, or superdirective, which is best against noise from all around but
 * may raise the microphones' own noise by 10 dB at most. Steering computes for some milliseconds; applying allocates nothing. One
 * thread.
 */
public final class SteeredBeamformer {

    /** How weights are made. */
    public enum Kind { DELAY_AND_SUM, SUPERDIRECTIVE }

    private static final double LEAST_WHITE_NOISE_GAIN = 0.1;
    private static final double FIRST_LOADING = 1e-5;
    private static final double MORE_LOADING = 1.5;
    private static final int TRIES = 40;

    private final ArrayGeometry geometry;
    private final int reference;
    private final Kind kind;
    private final Spectra weights;

    /** @param reference microphone whose sound the output is, from the stated direction */
    public SteeredBeamformer(ArrayGeometry geometry, int reference, Kind kind) {
        this.geometry = geometry;
        this.reference = reference;
        this.kind = kind;
        weights = Spectra.of(geometry.size(), Stft.BINS);
        steer(0, 0);
    }

    /** Turns the beam; angles in degrees. */
    public void steer(double azimuth, double elevation) {
        int size = geometry.size();
        ComplexSystem system = new ComplexSystem(size);
        double[] re = new double[size];
        double[] im = new double[size];
        double origin = geometry.lead(reference, Math.toRadians(azimuth), Math.toRadians(elevation));
        for (int f = 0; f < Stft.BINS; f++) {
            double frequency = f * 16_000.0 / Stft.FRAME;
            for (int c = 0; c < size; c++) {
                double phase = 2 * Math.PI * frequency * (geometry.lead(c, Math.toRadians(azimuth), Math.toRadians(elevation)) - origin);
                re[c] = Math.cos(phase);
                im[c] = Math.sin(phase);
            }
            if (kind == Kind.SUPERDIRECTIVE) {
                superdirective(frequency, system, re, im);
            } else {
                scale(re, im, 1.0 / size);
            }
            for (int c = 0; c < size; c++) {
                weights.re()[c][f] = (float) re[c];
                weights.im()[c][f] = (float) im[c];
            }
        }
    }

    /** @param y frame of the microphones */
    public void apply(Spectra y, float[] outRe, float[] outIm) {
        y.weigh(weights, outRe, outIm);
    }

    /** w = G^-1 v / (v^H G^-1 v); G, the coherence of sound from everywhere, is loaded until white noise is held down. */
    private void superdirective(double frequency, ComplexSystem system, double[] re, double[] im) {
        int size = re.length;
        double[] vr = re.clone();
        double[] vi = im.clone();
        double loading = FIRST_LOADING;
        for (int i = 0; i < TRIES; i++, loading *= MORE_LOADING) {
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    double x = 2 * Math.PI * frequency * geometry.positions().get(a).distance(geometry.positions().get(b)) / ArrayGeometry.SPEED_OF_SOUND;
                    system.set(a, b, (x == 0 ? 1 : Math.sin(x) / x) + (a == b ? loading : 0));
                }
            }
            System.arraycopy(vr, 0, re, 0, size);
            System.arraycopy(vi, 0, im, 0, size);
            system.solve(re, im);
            double gain = 0;
            double norm = 0;
            for (int c = 0; c < size; c++) {
                gain += vr[c] * re[c] + vi[c] * im[c];
            }
            scale(re, im, 1 / gain);
            for (int c = 0; c < size; c++) {
                norm += re[c] * re[c] + im[c] * im[c];
            }
            if (1 / norm >= LEAST_WHITE_NOISE_GAIN) {
                return;
            }
        }
    }

    private static void scale(double[] re, double[] im, double factor) {
        for (int c = 0; c < re.length; c++) {
            re[c] *= factor;
            im[c] *= factor;
        }
    }

    /** A small real symmetric matrix, solved for a complex right side by Cholesky's method. */
    private static final class ComplexSystem {
        private final double[][] a;

        ComplexSystem(int size) {
            a = new double[size][size];
        }

        void set(int row, int column, double value) {
            a[row][column] = value;
        }

        /** Overwrites the matrix with its factor, and the right side with the solution. */
        void solve(double[] re, double[] im) {
            int n = a.length;
            for (int j = 0; j < n; j++) {
                for (int i = j; i < n; i++) {
                    double sum = a[i][j];
                    for (int k = 0; k < j; k++) {
                        sum -= a[i][k] * a[j][k];
                    }
                    a[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-18)) : sum / a[j][j];
                }
            }
            substitute(re);
            substitute(im);
        }

        private void substitute(double[] x) {
            int n = a.length;
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < i; k++) {
                    x[i] -= a[i][k] * x[k];
                }
                x[i] /= a[i][i];
            }
            for (int i = n - 1; i >= 0; i--) {
                for (int k = i + 1; k < n; k++) {
                    x[i] -= a[k][i] * x[k];
                }
                x[i] /= a[i][i];
            }
        }
    }
}
