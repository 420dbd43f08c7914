package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.message.Clip;
import dev.hearken.dialogue.DialogueEffect.Sign;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.SpeechSynthesizer;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the dialogue can make the speaker do, as orders to the agents and nudges to their threads. Nothing waits.
 *
 * @param speech what the recogniser hears with at the moment
 */
record AgentControls(Ears ears, Mouth mouth, Supplier<SpeechParts> speech) implements SpeakerControls {

    /** @param wakeup of the recogniser's thread */
    record Ears(RecogniserAgent recogniser, Wakeup wakeup, UtteranceRing utterances, SpeakingGate gate) {
    }

    /** @param wakeup of the synthesiser's thread */
    record Mouth(SpeechQueue queue, PlaybackAgent playback, Wakeup wakeup, Chimes chimes, SpeechSynthesizer.Settings voice) {
    }

    @Override
    public void listen(long listenId, long fromSample, Optional<CompiledGrammar> grammar, boolean followUp) {
        SpeechParts now = speech.get();
        long from = mouth.chimes().behind(fromSample);
        grammar.or(() -> followUp ? now.talk().map(SpeechParts.Talk::answers) : Optional.empty()).ifPresentOrElse(
            own -> ears.recogniser().beginWith(listenId, from, own, now.grammar()), () -> ears.recogniser().begin(listenId, from, now.grammar()));
        ears.wakeup().run();
    }

    @Override
    public void finish(long listenId) {
        ears.recogniser().finish(listenId);
        ears.wakeup().run();
    }

    @Override
    public void abandon(long listenId) {
        ears.recogniser().cancel(listenId);
        ears.wakeup().run();
    }

    @Override
    public long newestSample() {
        return ears.utterances().head();
    }

    @Override
    public void speak(long utteranceId, String text) {
        ears.gate().saying(text);
        mouth.queue().request(new SpeechQueue.Text(utteranceId, text, mouth.voice()));
        mouth.wakeup().run();
    }

    @Override
    public void play(long utteranceId, Clip clip) {
        mouth.queue().request(new SpeechQueue.Sound(utteranceId, clip));
        mouth.wakeup().run();
    }

    @Override
    public void chime(Sign sign) {
        mouth.chimes().ring(sign, ears.utterances().head());
        mouth.wakeup().run();
    }

    @Override
    public void hush(long utteranceId) {
        mouth.queue().stop(utteranceId);
        mouth.playback().hush();
        mouth.wakeup().run();
    }

    @Override
    public void duck(boolean quieter) {
        mouth.playback().duck(quieter);
    }

    @Override
    public void volume(int percent) {
        mouth.playback().volume(percent / 100.0);
    }
}
