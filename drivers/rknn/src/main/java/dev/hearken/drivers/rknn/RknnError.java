package dev.hearken.drivers.rknn;

/** What the library's functions return when they fail, in words that help. */
public enum RknnError {

    FAIL(-1, "it failed and gives no reason (the kernel's log may: dmesg | grep -i rknpu)"),
    TIMEOUT(-2, "the NPU did not answer in time"),
    DEVICE_UNAVAILABLE(-3, "there is no NPU, or it is gone (is the kernel's rknpu driver loaded, and may this user open /dev/dri?)"),
    OUT_OF_MEMORY(-4, "no memory for the NPU (the kernel's CMA pool may be too small)"),
    PARAMETER_INVALID(-5, "an argument is refused (the library may be of a version with other structures)"),
    MODEL_INVALID(-6, "the model file is damaged, not an RKNN model, or made by another version of the toolkit"),
    CONTEXT_INVALID(-7, "the context is not valid any more"),
    INPUT_INVALID(-8, "an input tensor is refused"),
    OUTPUT_INVALID(-9, "an output tensor is refused"),
    DEVICE_MISMATCH(-10, "library and kernel driver do not fit together"),
    OLD_PRECOMPILED_MODEL(-11, "the model was compiled ahead for another version of the driver"),
    OLD_OPTIMISATION(-12, "the model's optimisation level needs another version of the driver"),
    OTHER_PLATFORM(-13, "the model was converted for another system on chip"),
    UNKNOWN(0, "an error that no documentation names");

    private final int code;
    private final String words;

    RknnError(int code, String words) {
        this.code = code;
        this.words = words;
    }

    /** The error of a negative return value. */
    public static RknnError of(int code) {
        for (RknnError error : values()) {
            if (error.code == code && error != UNKNOWN) {
                return error;
            }
        }
        return UNKNOWN;
    }

    /** The library's number for it, 0 for {@link #UNKNOWN}. */
    public int code() {
        return code;
    }

    /** For a person: what it means, and where it helps, what to look at. */
    public String words() {
        return words;
    }

    /** Whether the device itself is gone, so that nothing loaded on it can be used again. */
    public boolean deviceLost() {
        return this == DEVICE_UNAVAILABLE || this == CONTEXT_INVALID;
    }
}
