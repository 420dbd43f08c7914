package dev.hearken.app.internal.eval;

import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Adds recorded noise to clips at a stated ratio of active speech power to noise power; the same seed gives the same mix. */
final class NoiseMixer {

    private final List<short[]> noises;
    private final long seed;

    NoiseMixer(List<short[]> noises, long seed) {
        this.noises = noises.stream().filter(noise -> SpeechLevel.meanPower(noise) > 1).toList();
        this.seed = seed;
        if (this.noises.isEmpty()) {
            throw new EvalException("the noise list holds no sound");
        }
    }

    /** Loads a list (JSONL) of noise recordings or a single sound file. */
    static NoiseMixer load(Path listOrSound, long seed) {
        List<short[]> noises = new ArrayList<>();
        if (listOrSound.toString().endsWith(".jsonl")) {
            for (Clip clip : ClipList.read(listOrSound, null, 0)) {
                noises.add(AudioFiles.read(clip.file(), AudioFormat.SPEECH));
            }
        } else {
            noises.add(AudioFiles.read(listOrSound, AudioFormat.SPEECH));
        }
        return new NoiseMixer(noises, seed);
    }

    /**
     * @param speech clip on the int16 scale
     * @param power  power the ratio refers to, see {@link SpeechLevel#activePower}
     * @param snrDb  ratio in dB
     * @param index  number of the clip: picks the noise and its starting point
     */
    short[] mix(short[] speech, double power, double snrDb, int index) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003L + index);
        short[] noise = noises.get(random.nextInt(noises.size()));
        int at = random.nextInt(noise.length);
        double gain = Math.sqrt(power / SpeechLevel.meanPower(noise) * Math.pow(10, -snrDb / 10));
        short[] mixed = new short[speech.length];
        for (int i = 0; i < mixed.length; i++) {
            double sample = speech[i] + gain * noise[(at + i) % noise.length];
            mixed[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sample)));
        }
        return mixed;
    }
}
