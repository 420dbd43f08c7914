package dev.hearken.drivers.rknn;

/** A call that the NPU's library refused, or a library that cannot be used. */
public class RknnException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final RknnError error;

    public RknnException(RknnError error, String message) {
        super(message);
        this.error = error;
    }

    /** @param code what the function returned */
    static RknnException of(String function, int code) {
        RknnError error = RknnError.of(code);
        return new RknnException(error, function + " returned " + code + ": " + error.words());
    }

    public RknnError error() {
        return error;
    }
}
