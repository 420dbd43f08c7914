package dev.hearken.app.internal.eval;

import dev.hearken.app.internal.farfield.FarFieldHearing;
import dev.hearken.dsp.Resampler;
import dev.hearken.scene.Scene;
import dev.hearken.speech.SpeechModels;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.WakeSettings;
import dev.hearken.speech.WakeWordDetector;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether the speaker wakes itself: replies full of the wake phrase in three simulated rooms, with nobody there. Counts what the
 * detector fires at, as shipped; the gate, which knows what is being said, lets none of it pass and is not counted here.
 */
final class OwnVoice {

    private static final List<String> REPLIES = List.of("Computer is my name.", "You said computer.", "I am the computer in the kitchen.",
        "Alexa and Jarvis are others, I am computer.", "To wake me, say computer, and then what you want.", "The computer room is at twenty degrees.");
    private static final double[] DISTANCES = {1.5, 2.5, 4};

    private final FarFieldHearing hearing;
    private final String phrase;

    OwnVoice(FarFieldHearing hearing, String phrase) {
        this.hearing = hearing;
        this.phrase = phrase;
    }

    JsonObject measure(SpeechModels models) {
        Map<String, Integer> wakes = new TreeMap<>();
        double seconds = 0;
        float[] spoken = spoken(models);
        try (WakeWordDetector detector = models.wakeWordDetector(List.of(phrase), WakeSettings.DEFAULT)) {
            for (int room = 0; room < DISTANCES.length; room++) {
                Scene scene = hearing.alone(spoken, DISTANCES[room], room);
                seconds += scene.length() / 16_000.0;
                hearing.outputs(scene).forEach((system, pcm) -> wakes.merge(system, WakeTask.events(detector, pcm).length, Integer::sum));
            }
        }
        JsonObject figures = new JsonObject().put("seconds", seconds).put("wakePhrasesSpoken", REPLIES.size() * DISTANCES.length);
        wakes.forEach(figures::put);
        return figures;
    }

    private static float[] spoken(SpeechModels models) {
        short[] all = new short[60 * 16_000];
        int length = 0;
        try (SpeechSynthesizer voice = models.synthesizer()) {
            for (String reply : REPLIES) {
                Resampler resampler = new Resampler(voice.sampleRate(), 16_000);
                short[] block = new short[1024];
                try (SpeechSynthesizer.Utterance utterance = voice.speak(reply, SpeechSynthesizer.Settings.NORMAL)) {
                    for (int count = utterance.read(block, 0, block.length); count != SpeechSynthesizer.Utterance.END && length < all.length - 16_000;
                            count = utterance.read(block, 0, block.length)) {
                        length += resampler.process(block, 0, count, all, length);
                    }
                }
                length += 8_000;
            }
        }
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = all[i] / 32_768f;
        }
        return samples;
    }
}
