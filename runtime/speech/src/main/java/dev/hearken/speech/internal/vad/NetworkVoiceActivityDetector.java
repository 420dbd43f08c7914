package dev.hearken.speech.internal.vad;

import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.Parameters;
import dev.hearken.speech.VoiceActivityDetector;
import dev.hearken.speech.internal.acoustic.StatefulModel;
import dev.hearken.speech.internal.feature.Fbank;
import dev.hearken.speech.internal.feature.FrameSink;
import java.nio.FloatBuffer;

/**
 * Voice activity by a pack's network of role {@code vad}: a probability of speech for every {@code framesPerStep} fbank frames.
 * May be fed samples or, where another object computes the same features already, fbank frames; not both. One thread.
 */
public final class NetworkVoiceActivityDetector implements VoiceActivityDetector, FrameSink {

    private final StatefulModel network;
    private final Fbank features = new Fbank(this);
    private final FloatBuffer fbank;
    private final FloatBuffer speech;
    private final int framesPerStep;
    private final float threshold;
    private int filled;
    private float probability;

    /** @throws dev.hearken.models.api.ModelException if the entry is not a voice activity detector's */
    public NetworkVoiceActivityDetector(ModelEntry entry, Model model) {
        Parameters parameters = Parameters.of(entry);
        framesPerStep = parameters.integer("framesPerStep", 1, 100);
        threshold = (float) parameters.number("threshold");
        network = new StatefulModel(entry, model);
        fbank = network.input(entry, "fbank", 1, framesPerStep, Fbank.BINS);
        speech = network.output(entry, "speech", 1, 1);
    }

    @Override
    public float accept(short[] pcm, int offset, int length) {
        features.accept(pcm, offset, length);
        return probability;
    }

    @Override
    public void frame(float[] frame, int offset) {
        fbank.put(filled * Fbank.BINS, frame, offset, Fbank.BINS);
        if (++filled == framesPerStep) {
            filled = 0;
            network.run();
            probability = speech.get(0);
        }
    }

    /** Of the newest complete step, 0..1; 0 before the first. */
    public float probability() {
        return probability;
    }

    /** Fbank frames of 10 ms for each probability. */
    public int framesPerStep() {
        return framesPerStep;
    }

    /** The probability from which the pack calls it speech. */
    public float threshold() {
        return threshold;
    }

    @Override
    public void reset() {
        features.reset();
        network.reset();
        filled = 0;
        probability = 0;
    }

    @Override
    public void close() {
        network.close();
    }
}
