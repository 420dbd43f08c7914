package dev.hearken.audio;

/** A source, sink or file of sound that cannot be used; the message tells a user what and why. */
public class AudioException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AudioException(String message) {
        super(message);
    }

    public AudioException(String message, Throwable cause) {
        super(message, cause);
    }
}
