package dev.hearken.speech;

/** A grammar that cannot be compiled; the message names the sentence, rule or word and what is wrong with it. */
public class GrammarException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public GrammarException(String message) {
        super(message);
    }
}
