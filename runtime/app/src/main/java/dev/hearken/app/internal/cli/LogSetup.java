package dev.hearken.app.internal.cli;

import dev.hearken.app.internal.config.Configuration.LogLevel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** java.util.logging to standard error, one line a record; the libraries log no less than warnings. */
final class LogSetup {

    /** Strongly held: java.util.logging forgets the level of a logger that nobody holds. */
    private static final Logger OURS = Logger.getLogger("dev.hearken");

    private LogSetup() {
    }

    static void apply(LogLevel level, boolean verbose) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler console = new ConsoleHandler();
        console.setLevel(Level.ALL);
        console.setFormatter(new OneLine(verbose));
        root.addHandler(console);
        root.setLevel(verbose ? Level.INFO : Level.WARNING);
        OURS.setLevel(verbose ? Level.FINE : switch (level) {
            case ERROR -> Level.SEVERE;
            case WARN -> Level.WARNING;
            case INFO -> Level.INFO;
            case DEBUG -> Level.FINE;
        });
    }

    private static final class OneLine extends Formatter {

        private final boolean stackTraces;

        OneLine(boolean stackTraces) {
            this.stackTraces = stackTraces;
        }

        @Override
        public String format(LogRecord entry) {
            String name = entry.getLoggerName() == null ? "" : entry.getLoggerName();
            StringBuilder line = new StringBuilder(160)
                .append(Instant.ofEpochMilli(entry.getMillis()).truncatedTo(ChronoUnit.MILLIS)).append(' ')
                .append(entry.getLevel().getName().toLowerCase(java.util.Locale.ROOT)).append(' ')
                .append(name.substring(name.lastIndexOf('.') + 1)).append(": ").append(formatMessage(entry)).append('\n');
            Throwable thrown = entry.getThrown();
            if (thrown != null && stackTraces) {
                StringWriter trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace));
                line.append(trace);
            }
            return line.toString();
        }
    }
}
