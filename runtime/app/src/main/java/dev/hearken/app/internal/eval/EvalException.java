package dev.hearken.app.internal.eval;

/** A list, a recording or an option of {@code eval} that cannot be used; the message says which and why. */
public final class EvalException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    EvalException(String message) {
        super(message);
    }

    EvalException(String message, Throwable cause) {
        super(message, cause);
    }
}
