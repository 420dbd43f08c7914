package dev.hearken.speech;

import org.jspecify.annotations.Nullable;

/**
 * Open recognition: writes down whatever words of its list were said, without a grammar. One utterance at a time, one thread. Input: 16 kHz
 * mono.
 *
 * <p>{@code begin} -> {@code accept}* -> {@code finish}.
 */
public interface Transcriber extends AutoCloseable {

    /** Starts an utterance; forgets the one before. */
    void begin();

    /** Takes samples, any number; allocates nothing. */
    void accept(short[] pcm, int offset, int length);

    /** The best words so far if they have changed since the last call, else null. */
    @Nullable String partial();

    /** Ends the utterance and returns its words, lower case, separated by single spaces; empty if none was heard. */
    String finish();

    @Override
    void close();
}
