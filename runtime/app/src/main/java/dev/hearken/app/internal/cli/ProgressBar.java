package dev.hearken.app.internal.cli;

import java.io.PrintWriter;

/** A bar on standard error for work that takes more than a moment; nothing where that is no terminal. One thread. */
public final class ProgressBar implements AutoCloseable {

    private static final int WIDTH = 40;

    private final PrintWriter err;
    private final String label;
    private final boolean shown;
    private int drawn = -1;

    public ProgressBar(PrintWriter err, String label) {
        this(err, label, Boolean.getBoolean("hearken.tty.err"));
    }

    ProgressBar(PrintWriter err, String label, boolean terminal) {
        this.err = err;
        this.label = label;
        shown = terminal;
    }

    /** Draws anew if the bar has moved. */
    public void update(long done, long total) {
        int filled = total <= 0 ? 0 : (int) Math.min(WIDTH, WIDTH * done / total);
        if (shown && filled != drawn) {
            drawn = filled;
            err.print("\r" + label + " [" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + 100 * filled / WIDTH + " %");
            err.flush();
        }
    }

    /** Wipes the bar away. */
    @Override
    public void close() {
        if (shown && drawn >= 0) {
            err.print("\r" + " ".repeat(label.length() + WIDTH + 9) + "\r");
            err.flush();
        }
    }
}
