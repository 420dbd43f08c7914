package dev.hearken.app.internal.wyoming;

/** What a client sent is not Wyoming, or more than this server takes; the message is for its author. */
final class WyomingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WyomingException(String message) {
        super(message);
    }
}
