package dev.hearken.dialogue.internal.yaml;

import dev.hearken.dialogue.GrammarSourceException;

/** A place in a source file; line and column count from 1. */
public record Position(String file, int line, int column) {

    /** The place {@code characters} further right. */
    public Position plus(int characters) {
        return new Position(file, line, column + characters);
    }

    public GrammarSourceException error(String problem) {
        return new GrammarSourceException(file, line, column, problem);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
