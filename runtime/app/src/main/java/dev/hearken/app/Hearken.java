package dev.hearken.app;

import dev.hearken.app.internal.cli.HearkenCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Entry point; the {@code hearken} script at the repository's root starts it. */
public final class Hearken {

    private Hearken() {
    }

    /**
     * Runs one command and exits with its code. Colours are used if the launcher found a terminal ({@code -Dhearken.tty=true})
     * and the user has not set {@code NO_COLOR}.
     */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        boolean colours = Boolean.getBoolean("hearken.tty") && System.getenv("NO_COLOR") == null;
        System.exit(HearkenCommand.execute(out, err, colours, args));
    }
}
