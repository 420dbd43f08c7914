package dev.hearken.app.internal.farfield;

import dev.hearken.dsp.ArrayFrontEnd;
import dev.hearken.dsp.FrontEndSettings;
import dev.hearken.dsp.FrontEndSettings.Beam;
import dev.hearken.scene.Scene;
import dev.hearken.scene.SceneArrays;
import dev.hearken.scene.SceneMaker;
import dev.hearken.scene.SceneRecipe;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * Recordings as the front end hands them on, each in a room, at a place and among noises that are drawn: what a recogniser or a
 * verifier of wake words is trained on that shall know the beam's sound. Other sounds than those that {@link FarFieldHearing} measures among. One thread.
 */
public final class DrawnRooms {

    /** Who is to learn from the rooms, and what of the front end it is given. */
    public enum Listener {
        /** The beam, as it begins to listen; the speaker seldom plays. */
        RECOGNIZER(0.4, 0.12, -12, 0.6, 1),
        /** The beam while the speaker plays; else as often one microphone as all with their noise made white. Each hears the seconds before a word. */
        WAKE_WORD(1.3, 0.4, -16, 1.4, 0.5);

        private final double heardBefore;
        private final double playing;
        private final double loudestPlayback;
        private final double shortestLead;
        private final double beam;

        Listener(double heardBefore, double playing, double loudestPlayback, double shortestLead, double beam) {
            this.heardBefore = heardBefore;
            this.playing = playing;
            this.loudestPlayback = loudestPlayback;
            this.shortestLead = shortestLead;
            this.beam = beam;
        }

        /** Seconds of the room that are written before the talker begins. */
        public double heardBefore() {
            return heardBefore;
        }
    }

    private static final int RATE = 16_000;
    private static final double HEARD_AFTER = 0.5;
    private static final SceneArrays[] ARRAYS = {SceneArrays.LINEAR_2, SceneArrays.LINEAR_4, SceneArrays.CIRCULAR_4, SceneArrays.CIRCULAR_4};

    private final SceneMaker maker = new SceneMaker();
    private final List<float[]> voices;
    private final Function<Random, float[]> noises;
    private final Listener listener;
    private final long seed;

    /** @param shared with the training lists: what is trained on must not be measured with */
    public DrawnRooms(SharedSound shared, Listener listener, long seed) {
        this(shared.talkers(), audible(shared.everyNoise()), listener, seed);
        if (shared.lists() != SharedSound.Lists.TRAIN) {
            throw new IllegalArgumentException("rooms for training are made of the training lists");
        }
        if (voices.isEmpty()) {
            throw new IllegalArgumentException("No recordings of people below " + shared.folder("train") + " to make rooms of: set HEARKEN_SHARED.");
        }
    }

    /**
     * @param voices that babble is made of and that the loudspeaker plays
     * @param noises draws the noise of a room
     */
    DrawnRooms(List<float[]> voices, Function<Random, float[]> noises, Listener listener, long seed) {
        this.voices = voices;
        this.noises = noises;
        this.listener = listener;
        this.seed = seed;
    }

    /** Some recordings are silence; they would be divided by. */
    private static Function<Random, float[]> audible(List<Path> noises) {
        return random -> {
            while (true) {
                float[] sound = SharedSound.read(noises.get(random.nextInt(noises.size())));
                for (float x : sound) {
                    if (Math.abs(x) > 1e-3f) {
                        return sound;
                    }
                }
            }
        };
    }

    /**
     * From shortly before the talker begins until shortly after the end.
     *
     * @param talker 16 kHz, full scale 1
     * @param number of the recording: the same seed and number give the same room
     */
    public short[] heard(float[] talker, int number) {
        Random random = new Random(seed * 1_000_003 + number);
        SceneArrays array = ARRAYS[random.nextInt(ARRAYS.length)];
        SceneRecipe recipe = recipe(array, random);
        Scene scene = maker.make(recipe, talker, noises.apply(random), voices, voices.get(random.nextInt(voices.size())));
        boolean plays = recipe.playback().isPresent();
        Beam beam = plays || listener.beam >= 1 || random.nextDouble() < listener.beam ? Beam.ADAPTIVE : Beam.NONE;
        ArrayFrontEnd frontEnd = new ArrayFrontEnd(new FrontEndSettings(array.geometry().size(), Optional.empty(), array.mainMicrophone(),
            plays, beam, 1, 0));
        float[] heard = listener == Listener.WAKE_WORD && !plays ? SceneRun.whitened(frontEnd, scene) : SceneRun.through(frontEnd, scene);
        int from = Math.max(0, scene.activeFrom() - (int) (listener.heardBefore * RATE));
        int to = Math.min(heard.length, scene.activeTo() + (int) (HEARD_AFTER * RATE));
        return SharedSound.pcm(Arrays.copyOfRange(heard, from, to));
    }

    private SceneRecipe recipe(SceneArrays array, Random random) {
        double distance = Math.exp(between(random, Math.log(0.7), Math.log(5.5)));
        double rt60 = 0.2 + 0.05 * random.nextInt(9);
        double point = random.nextDouble() < 0.15 ? SceneRecipe.NONE : between(random, 2, 25);
        double diffuse = random.nextDouble() < 0.3 ? SceneRecipe.NONE : between(random, 8, 28);
        boolean plays = random.nextDouble() < listener.playing;
        Optional<SceneRecipe.Playback> own = plays
            ? Optional.of(new SceneRecipe.Playback(between(random, listener.loudestPlayback, 5), between(random, 0, 0.7), random.nextInt(800), 0, 0)) : Optional.empty();
        double lead = plays ? between(random, 2.5, 5) : between(random, listener.shortestLead, 2.5);
        return new SceneRecipe(array.geometry(), array.mainMicrophone(), distance, rt60, point, diffuse, between(random, 25, 45), lead, 0.6, own,
            random.nextLong() >>> 16);
    }

    private static double between(Random random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
