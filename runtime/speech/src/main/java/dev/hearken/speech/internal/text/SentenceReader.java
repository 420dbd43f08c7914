package dev.hearken.speech.internal.text;

import java.util.Set;

/**
 * Cuts text into sentences one at a time, so that long text costs memory and time only as it is spoken. A sentence that does not
 * end within {@value #LONGEST} characters is cut at a space, or anywhere if there is none.
 */
public final class SentenceReader {

    /** Characters; a bound for the work of one step, far beyond a spoken reply's sentence. */
    public static final int LONGEST = 400;

    private static final String ENDS = ".!?…";
    private static final String WIDE_ENDS = "。！？；\n\r\u2028\u2029";
    private static final String CLOSERS = "\"')]}»”’*_";
    private static final Set<String> OPEN_ENDED = Set.of("dr", "mr", "mrs", "ms", "prof", "st", "no", "vs", "approx", "e.g", "i.e",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "a.m", "p.m", "fig", "incl", "max", "min");

    private final String text;
    private int position;

    public SentenceReader(String text) {
        this.text = text;
    }

    public boolean hasNext() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position < text.length();
    }

    /** The next sentence with its closing sign; call after {@link #hasNext()}. */
    public String next() {
        int end = end();
        String sentence = text.substring(position, end);
        position = end;
        return sentence;
    }

    private int end() {
        int limit = Math.min(text.length(), position + LONGEST);
        int space = -1;
        for (int i = position; i < limit; i++) {
            char c = text.charAt(i);
            if (WIDE_ENDS.indexOf(c) >= 0 || (ENDS.indexOf(c) >= 0 && closes(i))) {
                return afterClosers(i + 1, limit);
            }
            if (Character.isWhitespace(c)) {
                space = i;
            }
        }
        if (limit == text.length()) {
            return limit;
        }
        int cut = space > position ? space : limit;
        return Character.isLowSurrogate(text.charAt(cut)) && cut - 1 > position ? cut - 1 : cut;
    }

    /** Whether the sign at i ends a sentence: space or the end follows, and it is not the point of an abbreviation. */
    private boolean closes(int i) {
        int next = afterClosers(i + 1, text.length());
        if (next < text.length() && !Character.isWhitespace(text.charAt(next))) {
            return false;
        }
        if (text.charAt(i) != '.') {
            return true;
        }
        int start = i;
        while (start > position && (Character.isLetter(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
            start--;
        }
        String word = text.substring(start, i).toLowerCase(java.util.Locale.ROOT);
        int following = next;
        while (following < text.length() && Character.isWhitespace(text.charAt(following))) {
            following++;
        }
        boolean goesOn = following < text.length();
        boolean initial = word.length() == 1 && Character.isUpperCase(text.charAt(start)) && !word.equals("i");
        return !goesOn || !(OPEN_ENDED.contains(word) || initial);
    }

    private int afterClosers(int i, int limit) {
        int at = i;
        while (at < limit && (CLOSERS.indexOf(text.charAt(at)) >= 0 || ENDS.indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        return at;
    }
}
