package dev.hearken.dsp;

import java.util.Random;

/** Sounds and array recordings that tests make. */
final class Sounds {

    private Sounds() {
    }

    static float[] noise(long seed, int length, double level) {
        Random random = new Random(seed);
        float[] noise = new float[length];
        for (int i = 0; i < length; i++) {
            noise[i] = (float) (level * random.nextGaussian());
        }
        return noise;
    }

    /** White noise that comes and goes a few times a second, as syllables do. */
    static float[] syllables(long seed, int length, double level) {
        float[] sound = noise(seed, length, level);
        for (int i = 0; i < length; i++) {
            sound[i] *= (float) Math.max(0, Math.sin(2 * Math.PI * 2.3 * i / 16_000.0));
        }
        return sound;
    }

    /** A plane wave at each microphone, delayed by whole-band phase shifts of a long transform. */
    static float[][] planeWave(ArrayGeometry array, float[] source, double azimuthDegrees) {
        int size = Integer.highestOneBit(source.length - 1) * 2;
        RealFft fft = new RealFft(size);
        float[] spectrum = new float[size + 2];
        fft.forward(java.util.Arrays.copyOf(source, size), spectrum);
        float[][] out = new float[array.size()][];
        for (int m = 0; m < out.length; m++) {
            double lead = array.lead(m, Math.toRadians(azimuthDegrees), Math.toRadians(10));
            float[] turned = new float[size + 2];
            for (int k = 0; k <= size / 2; k++) {
                double phase = 2 * Math.PI * k * 16_000.0 / size * lead;
                turned[2 * k] = (float) (spectrum[2 * k] * Math.cos(phase) - spectrum[2 * k + 1] * Math.sin(phase));
                turned[2 * k + 1] = (float) (spectrum[2 * k] * Math.sin(phase) + spectrum[2 * k + 1] * Math.cos(phase));
            }
            float[] samples = new float[size];
            fft.inverse(turned, samples);
            out[m] = java.util.Arrays.copyOf(samples, source.length);
        }
        return out;
    }

    static ArrayGeometry circle(int count, double radius) {
        java.util.List<ArrayGeometry.Position> positions = new java.util.ArrayList<>();
        for (int i = 0; i < count; i++) {
            positions.add(new ArrayGeometry.Position(radius * Math.cos(2 * Math.PI * i / count), radius * Math.sin(2 * Math.PI * i / count), 0));
        }
        return new ArrayGeometry(positions);
    }

    /** Ratio of the powers of a and b over a span, in dB. */
    static double ratioDb(float[] a, float[] b, int from, int to) {
        double pa = 1e-20;
        double pb = 1e-20;
        for (int i = from; i < to; i++) {
            pa += a[i] * a[i];
            pb += b[i] * b[i];
        }
        return 10 * Math.log10(pa / pb);
    }

    static void add(float[] to, float[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += what[i];
        }
    }
}
