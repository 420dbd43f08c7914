package dev.hearken.dialogue;

/**
 * A file that says what may be said, or what is answered, cannot be used. The message reads {@code file:line:column: what is wrong and what was expected};
 * line and column count from 1.
 */
public final class GrammarSourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;
    private final int column;

    public GrammarSourceException(String file, int line, int column, String problem) {
        super(file + ":" + line + ":" + column + ": " + problem);
        this.file = file;
        this.line = line;
        this.column = column;
    }

    public String file() {
        return file;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
