package dev.hearken.app.internal.hermes;

import dev.hearken.dialogue.TextMatcher;
import dev.hearken.dialogue.TextMatcher.Match;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Understands typed text: the sentences it may be as they stand, else the one it can only mean. May take milliseconds; any thread.
 *
 * @param exact   finds sentences as they stand
 * @param nearest also takes names that are nearly the home's; empty where it would have to be guessed, or a near miss would do something risky
 */
public record TypedText(TextMatcher exact, Function<String, Optional<Match>> nearest) {

    /** @param intents that are wanted; empty = all */
    Optional<Match> understand(String text, List<String> intents) {
        return exact.matches(text).stream().filter(match -> wanted(match, intents)).findFirst()
            .or(() -> nearest.apply(text).filter(match -> wanted(match, intents)));
    }

    private static boolean wanted(Match match, List<String> intents) {
        return intents.isEmpty() || intents.contains(match.intent());
    }
}
