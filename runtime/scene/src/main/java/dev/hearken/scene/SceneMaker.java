package dev.hearken.scene;

import dev.hearken.dsp.ArrayGeometry.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes scenes. Keeps the rooms it has calibrated; one thread. */
public final class SceneMaker {

    private static final int RATE = Room.RATE;
    private static final double EARLY_SECONDS = 0.05;
    /** Peak of the mixture, against full scale 1. */
    private static final float PEAK = 0.5f;
    private static final double TABLE = 0.9;
    private static final double LOUDSPEAKER_BELOW = 0.09;

    private final Map<Double, Room> rooms = new HashMap<>();

    /**
     * @param talker 16 kHz, full scale 1
     * @param noise  repeated as often as it takes
     * @param voices that babble is made of; at least one if the recipe has diffuse noise
     * @param played by the loudspeaker, repeated; needed only with playback
     */
    public Scene make(SceneRecipe recipe, float[] talker, float[] noise, List<float[]> voices, float[] played) {
        Room room = rooms.computeIfAbsent(recipe.rt60(), Room::withReverberation);
        Random random = new Random(recipe.seed() * 7919 + 17);
        Places places = Places.draw(room, recipe, random);
        int lead = (int) (recipe.leadSeconds() * RATE);
        int length = lead + talker.length + (int) (recipe.tailSeconds() * RATE);
        float[] dry = new float[length];
        System.arraycopy(talker, 0, dry, lead, talker.length);
        double tail = Math.min(1.2 * recipe.rt60(), 0.8) + recipe.distance() / Room.SPEED_OF_SOUND;
        float[][] path = room.responses(places.talker(), places.microphones(), tail);
        float[][] speech = heard(dry, path);
        float[][] early = heard(dry, early(path, (int) (recipe.distance() / Room.SPEED_OF_SOUND * RATE)));
        float[][] sum = copy(speech);
        double power = power(speech[recipe.mainMicrophone()], lead, lead + talker.length);
        if (recipe.pointSnrDb() != SceneRecipe.NONE) {
            float[] drawn = repeated(noise, random.nextInt(noise.length), length);
            add(sum, heard(drawn, room.responses(places.noise(), places.microphones(), tail)), recipe.pointSnrDb(), power, recipe, lead, lead + talker.length);
        }
        if (recipe.diffuseSnrDb() != SceneRecipe.NONE) {
            add(sum, DiffuseNoise.make(recipe.array(), voices, length, random), recipe.diffuseSnrDb(), power, recipe, lead, lead + talker.length);
        }
        double deviation = Math.sqrt(power * Math.pow(10, -recipe.sensorSnrDb() / 10));
        for (float[] microphone : sum) {
            for (int i = 0; i < length; i++) {
                microphone[i] += (float) (deviation * random.nextGaussian());
            }
        }
        float[][] echo = new float[sum.length][length];
        float[] reference = new float[length];
        if (recipe.playback().isPresent()) {
            reference = echo(recipe, room, places, played, power, lead, lead + talker.length, echo);
            for (int m = 0; m < sum.length; m++) {
                for (int i = 0; i < length; i++) {
                    sum[m][i] += echo[m][i];
                }
            }
        }
        float gain = PEAK / peak(sum);
        scale(gain, sum, speech, early, echo);
        return new Scene(sum, speech, early, echo, reference, lead, lead + talker.length, places.azimuth(), recipe);
    }

    /** Fills {@code echo} and returns the reference. */
    private static float[] echo(SceneRecipe recipe, Room room, Places places, float[] played, double power, int from, int to, float[][] echo) {
        SceneRecipe.Playback playback = recipe.playback().orElseThrow();
        int length = echo[0].length;
        float[] loud = repeated(played, 0, length);
        float gain = PEAK / peak(new float[][] {loud});
        for (int i = 0; i < length; i++) {
            loud[i] *= gain;
        }
        float[] bent = new float[length];
        for (int i = playback.delaySamples(); i < length; i++) {
            double x = loud[i - playback.delaySamples()];
            bent[i] = (float) (playback.drive() == 0 ? x : Math.tanh(playback.drive() * x) / playback.drive());
        }
        double tail = Math.min(1.2 * recipe.rt60(), 0.7);
        Point at = new Point(places.centre().x(), places.centre().y(), places.centre().z() - LOUDSPEAKER_BELOW);
        float[][] path = room.responses(at, places.microphones(), tail);
        float[][] sound = heard(bent, path);
        if (playback.changeSeconds() > 0) {
            Point moved = new Point(at.x() + 0.06, at.y() - 0.04, at.z() + 0.03);
            float[][] after = heard(bent, room.responses(moved, places.microphones(), tail));
            int change = (int) (playback.changeSeconds() * RATE);
            for (int m = 0; m < sound.length && change < length; m++) {
                System.arraycopy(after[m], change, sound[m], change, length - change);
            }
        }
        double level = Math.sqrt(power / power(sound[recipe.mainMicrophone()], from, to) * Math.pow(10, -playback.signalToEchoDb() / 10));
        for (int m = 0; m < echo.length; m++) {
            for (int i = 0; i < length; i++) {
                echo[m][i] = (float) (level * sound[m][i]);
            }
        }
        return playback.driftPpm() == 0 ? loud : drifted(loud, playback.driftPpm() * 1e-6);
    }

    /** As seen by a converter whose clock is slower: read between the samples of a signal that was made smooth enough for it. */
    private static float[] drifted(float[] signal, double drift) {
        float[] out = new float[signal.length];
        for (int i = 0; i < out.length; i++) {
            double at = i * (1 + drift);
            int whole = (int) at;
            if (whole < 16 || whole + 17 >= signal.length) {
                continue;
            }
            double sum = 0;
            for (int k = -15; k <= 16; k++) {
                double t = k - (at - whole);
                double sinc = Math.abs(t) < 1e-9 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t) * (0.5 + 0.5 * Math.cos(Math.PI * t / 16.5));
                sum += sinc * signal[whole + k];
            }
            out[i] = (float) sum;
        }
        return out;
    }

    private static void add(float[][] sum, float[][] noise, double snrDb, double power, SceneRecipe recipe, int from, int to) {
        float gain = (float) Math.sqrt(power / (power(noise[recipe.mainMicrophone()], from, to) + 1e-20) * Math.pow(10, -snrDb / 10));
        for (int m = 0; m < sum.length; m++) {
            for (int i = 0; i < sum[m].length; i++) {
                sum[m][i] += gain * noise[m][i];
            }
        }
    }

    private static float[][] heard(float[] dry, float[][] path) {
        float[][] out = new float[path.length][];
        for (int m = 0; m < path.length; m++) {
            out[m] = Convolution.of(dry, path[m]);
        }
        return out;
    }

    private static float[][] early(float[][] path, int direct) {
        float[][] out = copy(path);
        for (float[] response : out) {
            java.util.Arrays.fill(response, Math.min(response.length, direct + (int) (EARLY_SECONDS * RATE)), response.length, 0f);
        }
        return out;
    }

    private static float[] repeated(float[] sound, int from, int length) {
        float[] out = new float[length];
        for (int i = 0; i < length; i++) {
            out[i] = sound[(from + i) % sound.length];
        }
        return out;
    }

    private static float[][] copy(float[][] channels) {
        float[][] out = new float[channels.length][];
        for (int m = 0; m < out.length; m++) {
            out[m] = channels[m].clone();
        }
        return out;
    }

    private static void scale(float gain, float[][]... groups) {
        for (float[][] group : groups) {
            for (float[] channel : group) {
                for (int i = 0; i < channel.length; i++) {
                    channel[i] *= gain;
                }
            }
        }
    }

    private static float peak(float[][] channels) {
        float peak = 1e-9f;
        for (float[] channel : channels) {
            for (float x : channel) {
                peak = Math.max(peak, Math.abs(x));
            }
        }
        return peak;
    }

    private static double power(float[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += samples[i] * samples[i];
        }
        return sum / (to - from);
    }

    /** Where everything is. */
    private record Places(Point centre, List<Point> microphones, Point talker, Point noise, double azimuth) {

        /** Draws places until talker and noise are inside the room and, for a linear array, on different cones. */
        static Places draw(Room room, SceneRecipe recipe, Random random) {
            while (true) {
                Point centre = new Point(1.2 + random.nextDouble() * (room.width() - 2.4), 1 + random.nextDouble() * (room.depth() - 2), TABLE);
                double turned = random.nextDouble() * 2 * Math.PI;
                double towards = random.nextDouble() * 2 * Math.PI;
                double higher = Math.min(0.3 + 0.4 * random.nextDouble(), 0.7 * recipe.distance());
                double flat = Math.sqrt(recipe.distance() * recipe.distance() - higher * higher);
                Point talker = new Point(centre.x() + flat * Math.cos(towards), centre.y() + flat * Math.sin(towards), TABLE + higher);
                double other = towards + (random.nextBoolean() ? 1 : -1) * Math.toRadians(45 + 105 * random.nextDouble());
                double away = 1.5 + random.nextDouble();
                Point noise = new Point(centre.x() + away * Math.cos(other), centre.y() + away * Math.sin(other), TABLE - 0.2 + 0.6 * random.nextDouble());
                boolean apart = !recipe.array().linear() || Math.abs(Math.cos(towards - turned) - Math.cos(other - turned)) >= 0.4;
                if (inside(room, talker) && inside(room, noise) && apart) {
                    double azimuth = Math.toDegrees(towards - turned);
                    return new Places(centre, placed(recipe, centre, turned), talker, noise, ((azimuth % 360) + 360) % 360);
                }
            }
        }

        private static boolean inside(Room room, Point p) {
            return p.x() > 0.4 && p.x() < room.width() - 0.4 && p.y() > 0.4 && p.y() < room.depth() - 0.4;
        }

        private static List<Point> placed(SceneRecipe recipe, Point centre, double turned) {
            List<Point> points = new ArrayList<>();
            for (Position p : recipe.array().positions()) {
                points.add(new Point(centre.x() + p.x() * Math.cos(turned) - p.y() * Math.sin(turned),
                    centre.y() + p.x() * Math.sin(turned) + p.y() * Math.cos(turned), centre.z() + p.z()));
            }
            return points;
        }
    }
}
