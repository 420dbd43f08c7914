package dev.hearken.models.api;

/** A model, a back end or a pack that cannot be used; the message names the file and the reason. */
public class ModelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean lost;

    public ModelException(String message) {
        this(message, null, false);
    }

    public ModelException(String message, Throwable cause) {
        this(message, cause, false);
    }

    public ModelException(String message, Throwable cause, boolean lost) {
        super(message, cause);
        this.lost = lost;
    }

    /** True if the model or its device is gone for good and must be loaded anew, perhaps on another back end. */
    public boolean lost() {
        return lost;
    }
}
