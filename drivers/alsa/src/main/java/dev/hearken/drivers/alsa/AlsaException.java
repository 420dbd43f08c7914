package dev.hearken.drivers.alsa;

/** A sound card that cannot be used; the message says in a user's words what, where and why. */
public class AlsaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    /** @param code negative errno as ALSA gave it, 0 if the reason lies outside ALSA */
    public AlsaException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** Negative errno as ALSA gave it, 0 if the reason lies outside ALSA. */
    public int code() {
        return code;
    }
}
