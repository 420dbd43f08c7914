package dev.hearken.app.internal.cli;

/** What the process tells its caller; documented in every subcommand's help. */
public final class ExitCode {

    /** All went well. */
    public static final int OK = 0;
    /** A step failed; the message says which. */
    public static final int FAILED = 1;
    /** The command line is wrong. */
    public static final int USAGE = 2;
    /** The configuration or a board, grammar or home file is wrong. */
    public static final int CONFIGURATION = 3;
    /** No sound device, or it cannot be used; or an audio file that cannot be read. */
    public static final int SOUND = 4;
    /** A pack, a model or a back end cannot be used. */
    public static final int MODEL = 5;
    /** The broker cannot be reached or refuses. */
    public static final int BROKER = 6;

    private ExitCode() {
    }
}
