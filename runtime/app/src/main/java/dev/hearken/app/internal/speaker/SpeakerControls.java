package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.message.Clip;
import dev.hearken.speech.CompiledGrammar;
import java.util.Optional;

/** What the dialogue can make the speaker do. Called on the event loop; nothing waits. */
interface SpeakerControls {

    /**
     * Begins an utterance at an absolute sample.
     *
     * @param grammar what may be said; empty = the whole vocabulary
     * @param followUp whether answers to a question are understood beside commands
     */
    void listen(long listenId, long fromSample, Optional<CompiledGrammar> grammar, boolean followUp);

    /** Ends an utterance as if a pause had; its transcript comes. */
    void finish(long listenId);

    void abandon(long listenId);

    /** Number of the newest sample heard. */
    long newestSample();

    void speak(long utteranceId, String text);

    void play(long utteranceId, Clip clip);

    /** Ends this utterance, and all before it, at once. */
    void hush(long utteranceId);

    /** Whether whatever still plays is made quieter, so that somebody can be heard over it. */
    void duck(boolean quieter);

    /** @param percent 0..100 */
    void volume(int percent);
}
