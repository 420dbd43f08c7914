package dev.hearken.speech.internal.wake;

import dev.hearken.speech.WakeWordDetector;
import dev.hearken.speech.internal.acoustic.AcousticModel;
import dev.hearken.speech.internal.feature.Fbank;
import dev.hearken.speech.internal.feature.FrameSink;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for typed phrases with the recogniser's own acoustic model, computed once for all of them, and asks a trained verifier
 * where a pack has one. One thread; owns its networks.
 */
public final class PhraseWakeWordDetector implements WakeWordDetector {

    private static final Logger LOG = LoggerFactory.getLogger(PhraseWakeWordDetector.class);

    /** Fbank frames that a decision may come after the verifier's window has ended. */
    private static final int SLACK = 64;

    /**
     * A CTC network names the first phone some time after its beginning: 4 to 16 fbank frames in sentences spoken by four voices of
     * flite, whose phone times are known, half of which the pack's lookAheadFrames already takes off.
     */
    private static final int START_DELAY = 8;

    /**
     * A recogniser that starts cold at the end of the wake word misses the first phone of a command in the same breath; of 12 such
     * sentences most were understood when it started some 12 frames earlier: the decoder takes the rest of the wake word for sound
     * before the sentence.
     */
    private static final int LEAD = 12;

    private final Fbank features = new Fbank(this::frame);
    private final AcousticModel acoustic;
    private final int phones;
    private final List<PhraseListener> listeners;
    private final FrameHistory history;
    private @Nullable Detection detection;
    private boolean broken;

    /**
     * @param acoustic makes an acoustic model of {@code phones} outputs that delivers to the given sink
     */
    PhraseWakeWordDetector(Function<FrameSink, AcousticModel> acoustic, int phones, List<WakePhrase> phrases) {
        this.acoustic = acoustic.apply(this::scores);
        this.phones = phones;
        this.listeners = phrases.stream()
            .map(phrase -> new PhraseListener(phrase, this.acoustic.subsampling(), this.acoustic.lookAhead())).toList();
        int window = phrases.stream().mapToInt(p -> p.verifier() == null ? 0 : p.verifier().window() + p.verifier().tailFrames())
            .max().orElse(0);
        this.history = new FrameHistory(window + this.acoustic.lookAhead() + SLACK, Fbank.BINS);
    }

    @Override
    public @Nullable Detection accept(short[] pcm, int offset, int length) {
        detection = null;
        features.accept(pcm, offset, length);
        return detection;
    }

    private void frame(float[] frame, int offset) {
        history.add(frame, offset);
        acoustic.frame(frame, offset);
        if (broken) {
            broken = false;
            LOG.warn("the acoustic model answered with something that is no number; wake word detection starts anew");
            acoustic.reset();
            listeners.forEach(listener -> listener.skipTo(history.count()));
        }
        for (int i = 0; i < listeners.size(); i++) {
            PhraseListener listener = listeners.get(i);
            if (listener.decide(history) && detection == null) {
                detection = new Detection(listener.phrase().text(), listener.score(), listener.phrase().threshold(),
                    sample(listener.start() - START_DELAY), sample(listener.end() - LEAD));
            }
        }
    }

    private static long sample(long frame) {
        return Math.max(0, frame) * Fbank.HOP;
    }

    private void scores(float[] logp, int offset) {
        float best = logp[offset];
        for (int i = 1; i < phones; i++) {
            best = Math.max(best, logp[offset + i]);
        }
        if (Float.isNaN(best)) {
            broken = true;
            return;
        }
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).accept(logp, offset, best);
        }
    }

    @Override
    public void reset() {
        features.reset();
        acoustic.reset();
        history.clear();
        listeners.forEach(PhraseListener::reset);
    }

    @Override
    public void close() {
        acoustic.close();
        listeners.forEach(PhraseListener::close);
    }
}
