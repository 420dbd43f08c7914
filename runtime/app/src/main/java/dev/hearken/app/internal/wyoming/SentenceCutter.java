package dev.hearken.app.internal.wyoming;

import java.util.ArrayList;
import java.util.List;

/** Cuts text that comes in pieces into sentences, so that the first can be spoken while the last is still being written. */
final class SentenceCutter {

    private static final String ENDS = ".!?;\n。！？；";
    /** A sentence that never ends is cut here. */
    private static final int LONGEST = 1_000;

    private final StringBuilder pending = new StringBuilder();

    /** Sentences that are complete now. A full stop counts only before a blank, since one may stand in a number. */
    List<String> add(String piece) {
        pending.append(piece);
        List<String> sentences = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < pending.length(); i++) {
            boolean wide = pending.charAt(i) > 127;
            boolean end = ENDS.indexOf(pending.charAt(i)) >= 0 && (wide || i + 1 < pending.length() && Character.isWhitespace(pending.charAt(i + 1)));
            if (end || i - from >= LONGEST) {
                take(pending.substring(from, i + 1), sentences);
                from = i + 1;
            }
        }
        pending.delete(0, from);
        return sentences;
    }

    /** What is left at the end. */
    List<String> rest() {
        List<String> sentences = new ArrayList<>();
        take(pending.toString(), sentences);
        pending.setLength(0);
        return sentences;
    }

    private static void take(String text, List<String> sentences) {
        if (!text.isBlank()) {
            sentences.add(text.strip());
        }
    }
}
