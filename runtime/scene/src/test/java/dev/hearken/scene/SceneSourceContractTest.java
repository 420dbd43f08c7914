package dev.hearken.scene;

import dev.hearken.audio.AudioFormat;
import dev.hearken.audio.AudioSource;
import dev.hearken.audio.AudioSourceContract;
import java.util.Optional;

class SceneSourceContractTest extends AudioSourceContract {

    private static final AudioFormat FORMAT = new AudioFormat(16_000, 3);

    @Override
    protected AudioFormat format() {
        return FORMAT;
    }

    @Override
    protected AudioSource open(short[] interleaved, AudioFormat format) {
        float[][] channels = new float[format.channels()][interleaved.length / format.channels()];
        for (int i = 0; i < interleaved.length; i++) {
            channels[i % format.channels()][i / format.channels()] = interleaved[i] / 32_767f;
        }
        float[][] microphones = {channels[0], channels[1]};
        SceneRecipe recipe = new SceneRecipe(SceneArrays.LINEAR_2.geometry(), 0, 1, 0.2, SceneRecipe.NONE, SceneRecipe.NONE, 40, 0, 0, Optional.empty(), 1);
        return SceneSource.of(new Scene(microphones, microphones, microphones, microphones, channels[2], 0, channels[2].length, 0, recipe));
    }
}
