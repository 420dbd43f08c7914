package dev.hearken.scene;

import dev.hearken.dsp.ArrayGeometry;
import dev.hearken.dsp.ArrayGeometry.Position;
import java.util.List;
import java.util.Random;

/** Many voices from everywhere: plane waves whose directions are spread evenly over a sphere (Fibonacci's spiral). */
final class DiffuseNoise {

    private static final int WAVES = 48;
    private static final int VOICES_A_WAVE = 3;
    private static final int HALF = 8;

    private DiffuseNoise() {
    }

    static float[][] make(ArrayGeometry array, List<float[]> voices, int length, Random random) {
        float[][] out = new float[array.size()][length];
        for (int w = 0; w < WAVES; w++) {
            double polar = Math.acos(1 - 2 * (w + 0.5) / WAVES);
            double around = Math.PI * (1 + Math.sqrt(5)) * (w + 0.5);
            double ux = Math.cos(around) * Math.sin(polar);
            double uy = Math.sin(around) * Math.sin(polar);
            double uz = Math.cos(polar);
            float[] wave = babble(voices, length, random);
            for (int m = 0; m < array.size(); m++) {
                Position p = array.positions().get(m);
                double lead = (p.x() * ux + p.y() * uy + p.z() * uz) / Room.SPEED_OF_SOUND * Room.RATE;
                addShifted(wave, lead, out[m]);
            }
        }
        return out;
    }

    private static float[] babble(List<float[]> voices, int length, Random random) {
        float[] sum = new float[length];
        for (int v = 0; v < VOICES_A_WAVE; v++) {
            float[] voice = voices.get(random.nextInt(voices.size()));
            int from = random.nextInt(voice.length);
            double power = 1e-12;
            for (float x : voice) {
                power += x * x;
            }
            float gain = (float) Math.sqrt(voice.length / power);
            for (int i = 0; i < length; i++) {
                sum[i] += gain * voice[(from + i) % voice.length];
            }
        }
        return sum;
    }

    /** out(t) += wave(t + lead); the ends that would need samples beyond are left out. */
    private static void addShifted(float[] wave, double lead, float[] out) {
        int whole = (int) Math.floor(lead);
        double rest = lead - whole;
        for (int k = -HALF + 1; k <= HALF; k++) {
            double t = k - rest;
            double sinc = Math.abs(t) < 1e-9 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t) * (0.5 + 0.5 * Math.cos(Math.PI * t / (HALF + 0.5)));
            float tap = (float) sinc;
            int shift = whole + k;
            int from = Math.max(0, -shift);
            int to = Math.min(out.length, wave.length - shift);
            for (int i = from; i < to; i++) {
                out[i] += tap * wave[i + shift];
            }
        }
    }
}
