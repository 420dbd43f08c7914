package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.message.Clip;
import dev.hearken.dialogue.Expected;
import dev.hearken.speech.CompiledGrammar;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the dialogue can make the assembled agents do.
 *
 * @param language the one spoken last
 */
record AssembledControls(Hearing hearing, Talking talking, Supplier<SpeechParts> speech, Supplier<String> language) implements SpeakerControls {

    /** What hears. */
    record Hearing(RecogniserAgent recogniser, Wakeup recogniserWakeup, UtteranceRing utterances, FrontEndAgent frontEnd, SpeakingGate gate) {
    }

    @Override
    public void listen(long listenId, long fromSample, Optional<CompiledGrammar> grammar, Expected expected) {
        SpeechParts now = speech.get();
        grammar.or(() -> now.grammar(expected, language.get())).ifPresentOrElse(
            own -> hearing.recogniser().beginWith(listenId, fromSample, own, now.grammar()), () -> hearing.recogniser().begin(listenId, fromSample, now.grammar()));
        hearing.recogniserWakeup().run();
    }

    @Override
    public void finish(long listenId) {
        hearing.recogniser().finish(listenId);
        hearing.recogniserWakeup().run();
    }

    @Override
    public void abandon(long listenId) {
        hearing.recogniser().cancel(listenId);
        hearing.recogniserWakeup().run();
    }

    @Override
    public long newestSample() {
        return hearing.utterances().head();
    }

    @Override
    public void speak(long utteranceId, Clip before, String text, Clip after) {
        hearing.gate().saying(text);
        talking.queue.request(new SpeechQueue.Text(utteranceId, before, text, talking.voice.settings(), after));
        talking.synthesiserWakeup.run();
    }

    @Override
    public void play(long utteranceId, Clip before, Clip clip) {
        talking.queue.request(new SpeechQueue.Sound(utteranceId, before, clip));
        talking.synthesiserWakeup.run();
    }

    @Override
    public void hush(long utteranceId) {
        talking.queue.stop(utteranceId);
        talking.playback.hush();
        talking.synthesiserWakeup.run();
    }

    @Override
    public void duck(boolean quieter) {
        talking.playback.duck(quieter);
    }

    @Override
    public void volume(int percent) {
        talking.playback.volume(percent / 100.0);
    }

    @Override
    public float speechProbability() {
        return hearing.frontEnd().speechProbability();
    }
}
