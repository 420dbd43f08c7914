package dev.hearken.speech.internal.wake;

import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.Parameters;
import dev.hearken.speech.internal.acoustic.StatefulModel;
import dev.hearken.speech.internal.feature.Fbank;
import java.nio.FloatBuffer;

/**
 * Second look at a candidate by a network trained for the one phrase; its answer and the phone score are weighed together
 * as the pack's calibration states. One thread.
 */
final class Verifier implements AutoCloseable {

    private final StatefulModel network;
    private final FloatBuffer fbank;
    private final FloatBuffer logit;
    private final int window;
    private final int tailFrames;
    private final float candidateThreshold;
    private final double phoneWeight;
    private final double verifierWeight;
    private final double bias;
    private final double threshold;

    Verifier(ModelEntry entry, Model model) {
        Parameters parameters = Parameters.of(entry);
        window = parameters.integer("window", 10, 1000);
        tailFrames = parameters.integer("tailFrames", 0, 100);
        candidateThreshold = (float) parameters.number("candidateThreshold");
        threshold = parameters.number("threshold");
        Parameters combine = parameters.section("combine");
        phoneWeight = combine.number("phone");
        verifierWeight = combine.number("verifier");
        bias = combine.number("bias");
        network = new StatefulModel(entry, model);
        fbank = network.input(entry, "fbank", 1, window, Fbank.BINS);
        logit = network.output(entry, "logit", 1, 1);
    }

    /** Fbank frames the network looks at. */
    int window() {
        return window;
    }

    /** Fbank frames after the end of the candidate that it needs. */
    int tailFrames() {
        return tailFrames;
    }

    /** Phone score from which a candidate is worth a look. */
    float candidateThreshold() {
        return candidateThreshold;
    }

    /** Calibrated score to fire at, 0..1. */
    double threshold() {
        return threshold;
    }

    /** @param end one past the last fbank frame of the candidate */
    double score(float phoneScore, FrameHistory history, long end) {
        history.copy(end + tailFrames, window, fbank);
        network.run();
        return 1 / (1 + Math.exp(-(phoneWeight * phoneScore + verifierWeight * logit.get(0) + bias)));
    }

    @Override
    public void close() {
        network.close();
    }
}
