package dev.hearken.app.internal.eval;

import java.nio.file.Path;
import java.util.Map;

/**
 * One line of a list.
 *
 * @param file  the recording, found
 * @param label what is said in it
 */
record Clip(Path file, Label label) {

    /** What a recording means: a text (a phrase, a word, a sentence, {@code _unknown_}), or an intent with its slots. */
    sealed interface Label {
    }

    record Text(String text) implements Label {
    }

    record Meaning(String intent, Map<String, String> slots) implements Label {
    }

    /** The label as text; an intent has none. */
    String text() {
        if (label instanceof Text text) {
            return text.text();
        }
        throw new EvalException(file + ": this task needs a label that is a text, not an intent");
    }
}
