package dev.hearken.update.internal.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code Content-Range} of one piece (RFC 9110, section 14.4).
 *
 * @param first first byte
 * @param last  last byte, included
 * @param total length of the whole, -1 if the server did not say
 */
record ContentRange(long first, long last, long total) {

    private static final Pattern FORM = Pattern.compile("bytes (\\d{1,15})-(\\d{1,15})/(\\d{1,15}|\\*)");

    /** Empty if the text is no such range or contradicts itself. */
    static Optional<ContentRange> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        ContentRange range = new ContentRange(Long.parseLong(form.group(1)), Long.parseLong(form.group(2)),
            form.group(3).equals("*") ? -1 : Long.parseLong(form.group(3)));
        boolean sound = range.first <= range.last && (range.total < 0 || range.last < range.total);
        return sound ? Optional.of(range) : Optional.empty();
    }
}
