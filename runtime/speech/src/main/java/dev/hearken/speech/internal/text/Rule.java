package dev.hearken.speech.internal.text;

import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One written form and how it is read.
 *
 * @param pattern what it looks like; matched where a token begins
 * @param reading spoken words (with "," for a pause), or null if it is not this form after all
 */
record Rule(Pattern pattern, Function<MatchResult, @Nullable String> reading) {

    static Rule of(String pattern, Function<MatchResult, @Nullable String> reading) {
        return new Rule(Pattern.compile(pattern), reading);
    }

    /** A matcher that sees the text around its region, so that look-behind works at the region's start. */
    Matcher matcher(CharSequence text) {
        return pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    }
}
