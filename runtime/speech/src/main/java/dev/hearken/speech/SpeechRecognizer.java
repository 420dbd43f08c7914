package dev.hearken.speech;

import org.jspecify.annotations.Nullable;

/**
 * Turns one utterance at a time into a transcript of the grammar it was begun with. One thread. Input: 16 kHz mono.
 *
 * <p>{@code begin} -> {@code accept}* (until {@link #endReason()} is not null) -> {@code finish}.
 */
public interface SpeechRecognizer extends AutoCloseable {

    /** Starts an utterance. The grammar has been compiled for this recogniser's lexicon and phones. */
    void begin(CompiledGrammar grammar);

    /** Takes samples, any number; allocates nothing while somebody speaks, and little in a pause, where the words so far are judged. */
    void accept(short[] pcm, int offset, int length);

    /** The best words so far if they have changed since the last call, else null. */
    @Nullable String partial();

    /** Why the utterance has ended, or null while it goes on. */
    Transcript.@Nullable EndReason endReason();

    /** Ends the utterance and returns what was heard. */
    Transcript finish();

    @Override
    void close();
}
