package dev.hearken.update;

/** Something from outside was not accepted; nothing has changed by it. The message is for an operator. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final Refusal refusal;

    public RefusedException(Refusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    public RefusedException(Refusal refusal, String message, Throwable cause) {
        super(message, cause);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }

    /** The message; never null. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
