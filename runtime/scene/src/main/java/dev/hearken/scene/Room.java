package dev.hearken.scene;

import dev.hearken.dsp.HighPass;
import java.util.List;

/**
 * A rectangular room whose walls all reflect alike, by the image source method (Allen and Berkley 1979). The reflection is
 * calibrated so that the measured reverberation time is the one asked for.
 */
final class Room {

    static final int RATE = 16_000;
    static final double SPEED_OF_SOUND = 343;
    /** A living room of 7.5 by 6 by 2.8 metres. */
    private static final double[] SIZE = {7.5, 6.0, 2.8};
    private static final int HALF = 16;
    private static final int PHASES = 64;
    private static final float[][] SINC = sincTable();

    private final double reflection;
    private final double rt60;

    private Room(double reflection, double rt60) {
        this.reflection = reflection;
        this.rt60 = rt60;
    }

    /** @param rt60 time in which sound falls by 60 dB, in seconds, 0.1 to 1 */
    static Room withReverberation(double rt60) {
        double volume = SIZE[0] * SIZE[1] * SIZE[2];
        double surface = 2 * (SIZE[0] * SIZE[1] + SIZE[0] * SIZE[2] + SIZE[1] * SIZE[2]);
        double absorption = 1 - Math.exp(-24 * Math.log(10) * volume / (SPEED_OF_SOUND * surface * rt60));
        double reflection = Math.sqrt(1 - absorption);
        Point source = new Point(SIZE[0] * 0.3, SIZE[1] * 0.37, SIZE[2] * 0.55);
        Point microphone = new Point(SIZE[0] * 0.71, SIZE[1] * 0.62, SIZE[2] * 0.4);
        for (int i = 0; i < 4; i++) {
            float[] response = new Room(reflection, rt60).responses(source, List.of(microphone), Math.min(1.2 * rt60, 0.9))[0];
            reflection = Math.exp(Math.log(reflection) * measuredRt60(response) / rt60);
        }
        return new Room(reflection, rt60);
    }

    double width() {
        return SIZE[0];
    }

    double depth() {
        return SIZE[1];
    }

    double rt60() {
        return rt60;
    }

    /** Impulse responses from a source to each microphone, {@code seconds} long. */
    float[][] responses(Point source, List<Point> microphones, double seconds) {
        int length = (int) (seconds * RATE);
        float[][] responses = new float[microphones.size()][length + 2 * HALF];
        Axis x = new Axis(SIZE[0], source.x(), seconds);
        Axis y = new Axis(SIZE[1], source.y(), seconds);
        Axis z = new Axis(SIZE[2], source.z(), seconds);
        double reach = SPEED_OF_SOUND * seconds;
        Point centre = microphones.get(0);
        for (int i = 0; i < x.count; i++) {
            for (int j = 0; j < y.count; j++) {
                double plane = Math.pow(x.position[i] - centre.x(), 2) + Math.pow(y.position[j] - centre.y(), 2);
                for (int k = 0; k < z.count && plane < reach * reach; k++) {
                    if (plane + Math.pow(z.position[k] - centre.z(), 2) < reach * reach) {
                        double gain = Math.pow(reflection, x.reflections[i] + y.reflections[j] + z.reflections[k]);
                        add(responses, microphones, new Point(x.position[i], y.position[j], z.position[k]), gain, length);
                    }
                }
            }
        }
        float[][] out = new float[microphones.size()][];
        for (int m = 0; m < out.length; m++) {
            new HighPass(40, RATE).process(responses[m], 0, responses[m].length);
            out[m] = java.util.Arrays.copyOf(responses[m], length);
        }
        return out;
    }

    private static void add(float[][] responses, List<Point> microphones, Point image, double gain, int length) {
        for (int m = 0; m < responses.length; m++) {
            double distance = Math.max(image.distance(microphones.get(m)), 0.01);
            double at = distance / SPEED_OF_SOUND * RATE;
            int whole = (int) at;
            if (whole >= length) {
                continue;
            }
            float amplitude = (float) (gain / (4 * Math.PI * distance));
            float[] row = SINC[(int) ((at - whole) * PHASES)];
            float[] response = responses[m];
            for (int k = Math.max(0, HALF - 1 - whole); k < 2 * HALF; k++) {
                response[whole + k - (HALF - 1)] += amplitude * row[k];
            }
        }
    }

    /** From the decay of 5 to 25 dB of the integrated response (Schroeder). */
    static double measuredRt60(float[] response) {
        double all = 0;
        for (float h : response) {
            all += h * h;
        }
        double left = all;
        int at5 = 0;
        for (int i = 0; i < response.length; i++) {
            left -= response[i] * response[i];
            double db = 10 * Math.log10(left / all + 1e-12);
            if (at5 == 0 && db < -5) {
                at5 = i;
            }
            if (db < -25) {
                return 3.0 * (i - at5) / RATE;
            }
        }
        return 3.0 * (response.length - at5) / RATE;
    }

    private static float[][] sincTable() {
        float[][] table = new float[PHASES][2 * HALF];
        for (int p = 0; p < PHASES; p++) {
            for (int k = 0; k < 2 * HALF; k++) {
                double t = k - (HALF - 1) - (p + 0.5) / PHASES;
                table[p][k] = (float) (Math.sin(Math.PI * t) / (Math.PI * t) * (0.5 + 0.5 * Math.cos(Math.PI * t / HALF)));
            }
        }
        return table;
    }

    /** The images of a source along one axis, and how often each has been reflected. */
    private static final class Axis {
        final double[] position;
        final int[] reflections;
        final int count;

        Axis(double size, double source, double seconds) {
            int reach = (int) Math.ceil(SPEED_OF_SOUND * seconds / (2 * size));
            count = 2 * (2 * reach + 1);
            position = new double[count];
            reflections = new int[count];
            for (int n = -reach, i = 0; n <= reach; n++, i += 2) {
                position[i] = 2 * n * size + source;
                reflections[i] = Math.abs(2 * n);
                position[i + 1] = 2 * n * size - source;
                reflections[i + 1] = Math.abs(n - 1) + Math.abs(n);
            }
        }
    }
}
