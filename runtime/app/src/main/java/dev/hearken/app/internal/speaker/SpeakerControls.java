package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.message.Clip;
import dev.hearken.dialogue.Expected;
import dev.hearken.speech.CompiledGrammar;
import java.util.Optional;

/** What the dialogue can make the speaker do. Called on the event loop; nothing waits. */
interface SpeakerControls {

    /**
     * Begins an utterance at an absolute sample.
     *
     * @param grammar what may be said; empty = the whole vocabulary
     * @param expected what of the vocabulary makes sense now
     */
    void listen(long listenId, long fromSample, Optional<CompiledGrammar> grammar, Expected expected);

    /** Ends an utterance as if a pause had; its transcript comes. */
    void finish(long listenId);

    void abandon(long listenId);

    /** Number of the newest sample heard. */
    long newestSample();

    /**
     * @param before a sound that goes before the text
     * @param after  a sound behind it
     */
    void speak(long utteranceId, Clip before, String text, Clip after);

    /** @param before a sound that goes before the clip */
    void play(long utteranceId, Clip before, Clip clip);

    /** Newest probability of speech, 0..1. */
    float speechProbability();

    /** Ends this utterance, and all before it, at once. */
    void hush(long utteranceId);

    /** Whether whatever still plays is made quieter, so that somebody can be heard over it. */
    void duck(boolean quieter);

    /** @param percent 0..100 */
    void volume(int percent);
}
