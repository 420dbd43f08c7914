package dev.hearken.speech.internal.wake;

import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.Parameters;
import dev.hearken.speech.PhraseAssessment;
import dev.hearken.speech.WakeSettings;
import dev.hearken.speech.WakeWordDetector;
import dev.hearken.speech.internal.acoustic.AcousticModel;
import dev.hearken.speech.internal.acoustic.PhoneTable;
import dev.hearken.speech.internal.grammar.EverydayWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Builds wake word detectors from a recogniser's entry, the verifiers of all packs and a lexicon.
 *
 * @param recognizer entry of the acoustic model
 * @param verifiers  entries of role {@code wake-verifier}, the first one of a phrase wins
 * @param phones     the recogniser's symbols
 * @param lexicon    labels of every pronunciation of a word
 * @param loader     loads an entry on its back end
 */
public record WakeWords(ModelEntry recognizer, List<ModelEntry> verifiers, PhoneTable phones, Function<String, List<int[]>> lexicon,
                        Function<ModelEntry, Model> loader) {

    /** Full sensitivity and none move a calibrated score's threshold by this much in log odds, up or down. */
    private static final double SENSITIVITY_LOG_ODDS = 2;

    /** Full sensitivity makes a phone score half as bad again acceptable, none half of it. */
    private static final double SENSITIVITY_FACTOR = 0.5;

    /** Phone scores below this come from nothing like the phrase; threshold sweeps look no further. */
    private static final float LOWEST_CANDIDATE = -3;

    /** @throws IllegalArgumentException if a phrase cannot be listened for or appears twice */
    public WakeWordDetector detector(List<String> phrases, WakeSettings settings) {
        if (phrases.isEmpty()) {
            throw new IllegalArgumentException("no wake phrase given");
        }
        Map<String, List<int[]>> spoken = new LinkedHashMap<>();
        for (String phrase : phrases) {
            if (spoken.put(Pronunciations.normalise(phrase), Pronunciations.of(phrase, lexicon)) != null) {
                throw new IllegalArgumentException("wake phrase '" + phrase + "' is given twice");
            }
        }
        List<WakePhrase> ready = new ArrayList<>();
        try {
            for (String phrase : phrases) {
                ready.add(phrase(phrase, spoken.getOrDefault(Pronunciations.normalise(phrase), List.of()), settings));
            }
            return new PhraseWakeWordDetector(sink -> new AcousticModel(recognizer, loader.apply(recognizer), phones.size(), sink),
                phones.size(), ready);
        } catch (RuntimeException e) {
            ready.stream().map(WakePhrase::verifier).forEach(verifier -> {
                if (verifier != null) {
                    verifier.close();
                }
            });
            throw e;
        }
    }

    /**
     * @param everyday words of everyday talk, if the pack knows them
     * @throws IllegalArgumentException if the phrase cannot be listened for
     */
    public PhraseAssessment assess(String phrase, Optional<EverydayWords> everyday) {
        List<int[]> spoken = Pronunciations.of(phrase, lexicon);
        List<String> words = List.of(Pronunciations.normalise(phrase).split(" "));
        return Pronunciations.assess(phrase, spoken, phones.symbols(), entry(phrase) != null,
            everyday.map(e -> e.timesAnHour(words)).orElse(OptionalDouble.empty()),
            everyday.map(e -> PhraseNeighbours.of(spoken, e.words(), lexicon)).orElse(List.of()));
    }

    /**
     * Whether a pack has a verifier for exactly this phrase.
     *
     * @throws IllegalArgumentException if the phrase cannot be listened for
     */
    public boolean verified(String phrase) {
        Pronunciations.of(phrase, lexicon);
        return entry(phrase) != null;
    }

    private WakePhrase phrase(String text, List<int[]> pronunciations, WakeSettings settings) {
        ModelEntry entry = entry(text);
        long refractoryFrames = settings.refractory().toMillis() / 10;
        if (entry != null) {
            Verifier verifier = new Verifier(entry, loader.apply(entry));
            double threshold = settings.threshold().orElse(shift(verifier.threshold(), settings.sensitivity()));
            return new WakePhrase(text, pronunciations, verifier, verifier.candidateThreshold(), (float) threshold, refractoryFrames);
        }
        double typed = Parameters.of(recognizer).section("typedWake").number("threshold");
        double phoneThreshold = typed * (1 + 2 * SENSITIVITY_FACTOR * (settings.sensitivity() - 0.5));
        double threshold = settings.threshold().orElse(Math.exp(phoneThreshold));
        float candidate = settings.threshold().isPresent() ? LOWEST_CANDIDATE : (float) phoneThreshold;
        return new WakePhrase(text, pronunciations, null, candidate, (float) threshold, refractoryFrames);
    }

    private static double shift(double threshold, double sensitivity) {
        if (threshold <= 0 || threshold >= 1) {
            return threshold;
        }
        double odds = threshold / (1 - threshold) * Math.exp(-2 * SENSITIVITY_LOG_ODDS * (sensitivity - 0.5));
        return odds / (1 + odds);
    }

    private @Nullable ModelEntry entry(String phrase) {
        String name = Pronunciations.normalise(phrase);
        return verifiers.stream().filter(v -> Pronunciations.normalise(v.name()).equals(name)).findFirst().orElse(null);
    }
}
