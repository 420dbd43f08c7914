package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.hermes.HermesBridge;
import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.DialogueEffect;
import dev.hearken.dialogue.DialogueState;
import dev.hearken.dialogue.Intent;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.Transcript;
import java.util.Optional;

/** Home and observer of a dialogue that must exist before the protocol does which then takes these parts. */
final class JoinedHome implements HomeDialogue, SpeakerObserver {

    private HomeDialogue home;
    private SpeakerObserver observer;

    JoinedHome(HomeDialogue home, SpeakerObserver observer) {
        this.home = home;
        this.observer = observer;
    }

    void join(HermesBridge bridge) {
        home = bridge;
        observer = SpeakerObserver.of(java.util.List.of(observer, bridge));
    }

    @Override
    public Optional<CompiledGrammar> grammar(String sessionId) {
        return home.grammar(sessionId);
    }

    @Override
    public Transcript heard(String sessionId, Transcript transcript) {
        return home.heard(sessionId, transcript);
    }

    @Override
    public Optional<Answer> answer(Intent intent) {
        return home.answer(intent);
    }

    @Override
    public void answeredHere(Intent intent) {
        home.answeredHere(intent);
    }

    @Override
    public void happened(SpeakerEvent event) {
        observer.happened(event);
    }

    @Override
    public void done(DialogueEffect effect, long nanos) {
        observer.done(effect, nanos);
    }

    @Override
    public void settled(DialogueState state) {
        observer.settled(state);
    }
}
