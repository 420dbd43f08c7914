package dev.hearken.update;

import org.jspecify.annotations.Nullable;

/** Bytes did not arrive. Says whether trying again makes sense. */
public final class DeliveryException extends Exception {

    private static final long serialVersionUID = 1;

    private final Reason reason;

    public DeliveryException(Reason reason, String message) {
        this(reason, message, null);
    }

    public DeliveryException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the same request may succeed later without anyone doing anything. */
    public boolean retryable() {
        return reason.retryable;
    }

    /** Why bytes did not arrive. */
    public enum Reason {
        /** The source answers, and has no such thing. Ends it: asking again only loads the server. */
        NOT_FOUND(false),
        /** The source answers, and will not give it: no right, no such range, a malformed request. */
        REFUSED(false),
        /** The source offers more bytes than were asked for. */
        TOO_LARGE(false),
        /** The answer breaks the protocol. */
        MALFORMED(false),
        /** The receiving side could not keep the bytes; the cause says why. */
        SINK_FAILED(false),
        /** The transfer broke off; resume behind the last byte. */
        INTERRUPTED(true),
        /** Nobody answers. */
        UNREACHABLE(true),
        /** The source answers that it cannot now. */
        BUSY(true),
        /** The bytes stopped coming without the connection ending. */
        STALLED(true);

        private final boolean retryable;

        Reason(boolean retryable) {
            this.retryable = retryable;
        }
    }
}
