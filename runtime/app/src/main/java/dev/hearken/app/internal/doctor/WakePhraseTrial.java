package dev.hearken.app.internal.doctor;

import dev.hearken.dsp.Resampler;
import dev.hearken.speech.PhraseAssessment;
import dev.hearken.speech.SpeechModels;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.SpeechSynthesizer.Utterance;
import dev.hearken.speech.WakeSettings;
import dev.hearken.speech.WakeWordDetector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Tries a wake phrase against the speaker's own voice before anybody lives with it: the voice says it slow and fast, low and high, alone and
 * before a command, then says what sounds like it.
 *
 * @param assessment what is known of the phrase without hearing it
 * @param calls      how often the voice said it; 0 if the pack has no voice
 * @param heard      in how many of those the detector woke
 * @param others     words and sentences without it that the voice said
 * @param mistaken   those that woke the detector all the same
 */
public record WakePhraseTrial(PhraseAssessment assessment, int calls, int heard, List<String> others, List<String> mistaken) {

    private static final double[] FACTORS = {0.85, 1, 1.2};
    private static final String COMMAND = ", turn on the kitchen light.";
    private static final List<String> TALK = List.of("The weather will be fine tomorrow.", "There are ten minutes left on the timer.",
        "I turned off all the lights in the living room.", "Could you pass me the bread, please?", "We should leave at half past seven.");
    private static final int RATE = 16_000;
    /** Quiet before and after, at about the noise of a microphone. */
    private static final int PAUSE = RATE / 2;
    private static final int LONGEST = 8 * RATE;

    public WakePhraseTrial {
        others = List.copyOf(others);
        mistaken = List.copyOf(mistaken);
    }

    /**
     * Tries a phrase; takes about a second.
     *
     * @throws IllegalArgumentException if it cannot be listened for
     */
    public static WakePhraseTrial of(SpeechModels models, String phrase, WakeSettings settings) {
        PhraseAssessment assessment = models.assess(phrase);
        if (!models.hasVoice()) {
            return new WakePhraseTrial(assessment, 0, 0, List.of(), List.of());
        }
        int calls = 0;
        int heard = 0;
        Set<String> others = new LinkedHashSet<>(assessment.soundAlike());
        String[] words = phrase.strip().split("\\s+");
        if (words.length > 1) {
            others.addAll(List.of(words));
        }
        others.addAll(TALK);
        List<String> mistaken = new ArrayList<>();
        try (SpeechSynthesizer voice = models.synthesizer(); WakeWordDetector detector = models.wakeWordDetector(List.of(phrase), settings)) {
            for (double rate : FACTORS) {
                for (double pitch : FACTORS) {
                    for (String text : List.of(phrase, phrase + COMMAND)) {
                        calls++;
                        heard += wakes(detector, spoken(voice, text, new SpeechSynthesizer.Settings(rate, pitch, 1))) ? 1 : 0;
                    }
                }
            }
            for (String text : others) {
                if (wakes(detector, spoken(voice, text, SpeechSynthesizer.Settings.NORMAL))) {
                    mistaken.add(text);
                }
            }
        }
        return new WakePhraseTrial(assessment, calls, heard, List.copyOf(others), mistaken);
    }

    private static boolean wakes(WakeWordDetector detector, short[] pcm) {
        detector.reset();
        return detector.accept(pcm, 0, pcm.length) != null;
    }

    private static short[] spoken(SpeechSynthesizer voice, String text, SpeechSynthesizer.Settings settings) {
        Resampler resampler = new Resampler(voice.sampleRate(), RATE);
        short[] block = new short[1024];
        short[] all = new short[LONGEST + 2 * PAUSE + resampler.maxOutputFrames(block.length)];
        int length = PAUSE;
        try (Utterance utterance = voice.speak(text, settings)) {
            for (int count = utterance.read(block, 0, block.length); count != Utterance.END && length < LONGEST; count = utterance.read(block, 0, block.length)) {
                length += resampler.process(block, 0, count, all, length);
            }
        }
        Random noise = new Random(1);
        short[] pcm = Arrays.copyOf(all, length + PAUSE);
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(pcm[i] + 3 * noise.nextGaussian())));
        }
        return pcm;
    }
}
