package dev.hearken.speech.internal;

import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.RecognizerSettings;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.Transcript;
import dev.hearken.speech.Transcript.EndReason;
import dev.hearken.speech.internal.acoustic.AcousticModel;
import dev.hearken.speech.internal.endpoint.Endpointer;
import dev.hearken.speech.internal.endpoint.Endpointer.Progress;
import dev.hearken.speech.internal.feature.Fbank;
import dev.hearken.speech.internal.feature.FrameSink;
import dev.hearken.speech.internal.grammar.CtcGrammarDecoder;
import dev.hearken.speech.internal.grammar.DecoderResult;
import dev.hearken.speech.internal.vad.NetworkVoiceActivityDetector;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Samples -> fbank -> {acoustic model -> grammar decoder, voice activity} -> endpointer. One thread; owns its networks.
 */
public final class GrammarRecognizer implements SpeechRecognizer {

    /**
     * The acoustic model may name a phone this many fbank frames after it was spoken (it learns by itself how long it waits), so a
     * recording that stops with its last word is continued by as much background.
     */
    private static final int TRAILING_FRAMES = 24;

    /** In a pause, the sentence so far is judged every so many steps of the voice activity detector; only this allocates. */
    private static final int LOOK_EVERY = 6;

    private final RecognizerSettings settings;
    private final Fbank features = new Fbank(this::frame);
    private final AcousticModel acoustic;
    private final NetworkVoiceActivityDetector voice;
    private final CtcGrammarDecoder decoder;
    private final Endpointer endpointer;

    // valid for one utterance
    private boolean begun;
    private long samples;
    private int framesInStep;
    private boolean acceptable;
    private @Nullable EndReason reason;

    /**
     * @param acoustic makes an acoustic model that delivers to the given sink
     */
    public GrammarRecognizer(RecognizerSettings settings, Function<FrameSink, AcousticModel> acoustic, NetworkVoiceActivityDetector voice,
                             CtcGrammarDecoder decoder) {
        this.settings = settings;
        this.voice = voice;
        this.decoder = decoder;
        this.acoustic = acoustic.apply(decoder::accept);
        this.endpointer = new Endpointer(settings, voice.threshold(), Duration.ofMillis(voice.framesPerStep() * 10L));
    }

    @Override
    public void begin(CompiledGrammar grammar) {
        decoder.begin(grammar);
        features.reset();
        acoustic.reset();
        voice.reset();
        endpointer.begin();
        begun = true;
        samples = 0;
        framesInStep = 0;
        acceptable = false;
        reason = null;
    }

    @Override
    public void accept(short[] pcm, int offset, int length) {
        requireBegun();
        if (reason == null) {
            samples += length;
            features.accept(pcm, offset, length);
        }
    }

    private void frame(float[] frame, int offset) {
        if (reason != null) {
            return;
        }
        acoustic.frame(frame, offset);
        voice.frame(frame, offset);
        if (++framesInStep == voice.framesPerStep()) {
            framesInStep = 0;
            reason = endpointer.accept(voice.probability(), progress());
        }
    }

    private Progress progress() {
        if (decoder.complete()) {
            return decoder.extendable() ? Progress.EXTENSIBLE : Progress.COMPLETE;
        }
        // The last phone is often swallowed: then the best path seems to stop before it, though the sentence would be accepted.
        int pause = endpointer.pauseSteps();
        if (pause == 0) {
            acceptable = false;
        } else if (pause % LOOK_EVERY == 0) {
            acceptable = !decoder.finish(1).rejected();
        }
        return acceptable ? Progress.EXTENSIBLE : Progress.INCOMPLETE;
    }

    @Override
    public @Nullable String partial() {
        requireBegun();
        return decoder.partial();
    }

    @Override
    public @Nullable EndReason endReason() {
        return reason;
    }

    @Override
    public Transcript finish() {
        requireBegun();
        begun = false;
        EndReason ended = reason == null ? EndReason.END_OF_INPUT : reason;
        if (ended == EndReason.END_OF_INPUT || ended == EndReason.TOO_LONG) {
            acoustic.flush(TRAILING_FRAMES);
        }
        DecoderResult result = decoder.finish(settings.nBest());
        if (ended == EndReason.END_OF_INPUT && result.rejected() && endpointer.waiting()) {
            ended = EndReason.NO_SPEECH;
        }
        return new Transcript(result.nBest(), result.rejected() || ended == EndReason.NO_SPEECH, (double) samples / Fbank.SAMPLE_RATE, ended);
    }

    private void requireBegun() {
        if (!begun) {
            throw new IllegalStateException("no utterance: call begin first");
        }
    }

    @Override
    public void close() {
        acoustic.close();
        voice.close();
    }
}
