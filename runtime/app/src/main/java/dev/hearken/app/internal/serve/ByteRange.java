package dev.hearken.app.internal.serve;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What part of a file a {@code Range} header asks for (RFC 9110, section 14.1.2), one range only; several, or what cannot be read,
 * mean the whole file, as the RFC allows.
 *
 * @param first first byte; -1 if no byte of the file is meant
 * @param count bytes
 */
record ByteRange(long first, long count) {

    static final ByteRange UNSATISFIABLE = new ByteRange(-1, 0);

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,15})-(\\d{0,15})");

    boolean satisfiable() {
        return first >= 0;
    }

    boolean whole(long length) {
        return first == 0 && count == length;
    }

    static ByteRange of(String header, long length) {
        Matcher one = ONE.matcher(header);
        if (!one.matches() || one.group(1).isEmpty() && one.group(2).isEmpty()) {
            return new ByteRange(0, length);
        }
        if (one.group(1).isEmpty()) {
            long last = Math.min(Long.parseLong(one.group(2)), length);
            return last == 0 ? UNSATISFIABLE : new ByteRange(length - last, last);
        }
        long from = Long.parseLong(one.group(1));
        long to = one.group(2).isEmpty() ? length - 1 : Math.min(Long.parseLong(one.group(2)), length - 1);
        if (!one.group(2).isEmpty() && Long.parseLong(one.group(2)) < from) {
            return new ByteRange(0, length);
        }
        return from >= length ? UNSATISFIABLE : new ByteRange(from, to - from + 1);
    }
}
