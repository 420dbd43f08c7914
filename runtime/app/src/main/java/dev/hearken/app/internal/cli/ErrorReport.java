package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.config.ConfigurationException;
import dev.hearken.audio.AudioException;
import dev.hearken.models.api.ModelException;
import picocli.CommandLine;

/** Turns what a command throws into one clear line and an exit code; the stack trace is shown only with {@code -v}. */
final class ErrorReport implements CommandLine.IExecutionExceptionHandler {

    private final HearkenCommand root;

    ErrorReport(HearkenCommand root) {
        this.root = root;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (failure instanceof CommandLine.ParameterException usage) {
            command.getErr().println(command.getColorScheme().errorText(usage.getMessage()));
            return ExitCode.USAGE;
        }
        for (String line : message(failure).split("\\R")) {
            command.getErr().println(command.getColorScheme().errorText("hearken: " + line));
        }
        if (root.verbose()) {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return exitCode(failure);
    }

    static int exitCode(Throwable failure) {
        if (failure instanceof FailedStep step) {
            return step.exitCode();
        }
        if (failure instanceof ConfigurationException) {
            return ExitCode.CONFIGURATION;
        }
        if (failure instanceof AudioException) {
            return ExitCode.SOUND;
        }
        return failure instanceof ModelException ? ExitCode.MODEL : ExitCode.FAILED;
    }

    private static String message(Throwable failure) {
        boolean expected = failure instanceof FailedStep || failure instanceof ConfigurationException
            || failure instanceof AudioException || failure instanceof ModelException || failure instanceof IllegalArgumentException;
        String text = failure.getMessage();
        if (expected && text != null) {
            return text;
        }
        return "unexpected " + failure.getClass().getSimpleName() + (text == null ? "" : ": " + text) + " (-v shows where)";
    }
}
