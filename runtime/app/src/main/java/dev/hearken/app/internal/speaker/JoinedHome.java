package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.message.SpeakerSettings;
import dev.hearken.dialogue.Answer;
import dev.hearken.dialogue.DialogueEffect;
import dev.hearken.dialogue.DialogueState;
import dev.hearken.dialogue.Intent;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Home and observer of a dialogue that must exist before the protocols do which then take these parts. */
final class JoinedHome implements HomeDialogue, SpeakerObserver {

    private final List<SpeakerObserver> observers = new ArrayList<>();
    private HomeDialogue home;
    private BooleanSupplier understands = () -> false;

    JoinedHome(HomeDialogue home, SpeakerObserver observer) {
        this.home = home;
        observers.add(observer);
    }

    /** Gives intents, and what belongs to them, to this home. */
    void join(HomeDialogue other) {
        home = other;
    }

    /** @param answer whether the home understands by itself what follows the wake word */
    void join(BooleanSupplier answer) {
        understands = answer;
    }

    void join(SpeakerObserver observer) {
        observers.add(observer);
    }

    @Override
    public boolean understands() {
        return understands.getAsBoolean();
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
        observers.forEach(observer -> observer.happened(event));
    }

    @Override
    public void done(DialogueEffect effect, long nanos) {
        observers.forEach(observer -> observer.done(effect, nanos));
    }

    @Override
    public void settled(DialogueState state) {
        observers.forEach(observer -> observer.settled(state));
    }

    @Override
    public void stated(String state, SpeakerSettings settings, Set<String> faults) {
        observers.forEach(observer -> observer.stated(state, settings, faults));
    }

    @Override
    public void rings(boolean now) {
        observers.forEach(observer -> observer.rings(now));
    }
}
