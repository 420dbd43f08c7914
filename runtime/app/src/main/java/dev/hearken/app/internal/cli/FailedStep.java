package dev.hearken.app.internal.cli;

/** A step of a command that failed for a reason a user can read; ends the command with the given exit code. */
public final class FailedStep extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public FailedStep(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public FailedStep(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
