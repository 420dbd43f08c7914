package dev.hearken.app.internal.eval;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to measure.
 *
 * @param task      kind of measurement
 * @param list      JSON lines; for {@code voice} also a plain text file; for {@code intents} a folder of Home Assistant's tests
 * @param root      folder that paths of the list are relative to
 * @param grammar   sentences of {@code commands} and {@code intents}; empty = the shipped home vocabulary
 * @param phrase    phrase of {@code wake}
 * @param negatives further lists of what must not wake, or be taken for a command
 * @param noise     list of noises, or one sound file
 * @param snrDb     ratios of speech to noise in dB
 * @param seed      picks noises and where they start
 * @param limit     clips taken at the most, 0 = all
 * @param keep      folder for the sound that {@code voice} makes
 */
public record EvalRequest(Task task, Path list, Optional<Path> root, Optional<Path> grammar, Optional<String> phrase, List<Path> negatives,
                          Optional<Path> noise, List<Double> snrDb, long seed, int limit, Optional<Path> keep) {

    /** Kinds of measurement, spelt as on the command line. */
    public enum Task { commands, words, transcribe, wake, vad, voice, intents }

    public EvalRequest {
        negatives = List.copyOf(negatives);
        snrDb = List.copyOf(snrDb);
        if (noise.isPresent() && task != Task.vad && snrDb.size() != 1) {
            throw new EvalException("--noise needs one --snr in dB");
        }
        if (noise.isEmpty() && !snrDb.isEmpty()) {
            throw new EvalException("--snr without --noise has nothing to mix");
        }
    }

    /** The one ratio of tasks other than {@code vad}. */
    double onlySnr() {
        return snrDb.isEmpty() ? 0 : snrDb.get(0);
    }
}
