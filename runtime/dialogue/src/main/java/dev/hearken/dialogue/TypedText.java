package dev.hearken.dialogue;

import dev.hearken.speech.Transcript.SlotValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a typed text was understood as.
 *
 * @param match    empty if nothing may be done
 * @param question to be put to whoever typed, where it may mean {@code choices}; else blank
 * @param choices  names of rooms or devices; empty where there is nothing to choose
 */
public record TypedText(Optional<TextMatcher.Match> match, String question, List<String> choices) {

    public TypedText {
        choices = List.copyOf(choices);
    }

    /** Understands typed texts; any thread. */
    @FunctionalInterface
    public interface Understanding {

        /** @param intents those that are wanted */
        TypedText of(String text, Predicate<String> intents);

        /** Understands what another does not, or does not ask about. */
        default Understanding after(Understanding first) {
            return (text, intents) -> {
                TypedText found = first.of(text, intents);
                return found.match().isPresent() || !found.choices().isEmpty() ? found : of(text, intents);
            };
        }

        /** Takes sentences as they stand. */
        static Understanding exact(TextMatcher matcher) {
            return (text, intents) -> new TypedText(matcher.matches(text).stream().filter(match -> intents.test(match.intent())).findFirst(), "", List.of());
        }

        /** Takes near misses of names as well; asks where it would have to guess, or a near miss would do something risky. */
        static Understanding fuzzy(FuzzyMatcher matcher, Replies replies) {
            return (text, intents) -> {
                FuzzyMatcher.Outcome outcome = matcher.outcome(text, intents);
                List<String> choices = choices(outcome.open(), replies);
                return new TypedText(outcome.sure(), question(choices, replies), choices);
            };
        }

        /** What tells the readings apart for people: the names, with their rooms where names are the same. */
        private static List<String> choices(List<TextMatcher.Match> open, Replies replies) {
            List<String> names = open.stream().map(match -> value(match, "name").or(() -> value(match, "area")).orElse("")).filter(name -> !name.isEmpty()).toList();
            if (names.stream().distinct().count() == names.size()) {
                return names;
            }
            return open.stream().flatMap(match -> value(match, "name").map(name -> value(match, "area")
                .map(area -> replies.to("Choice", Map.of("name", name, "area", area))).orElse(name)).stream()).distinct().toList();
        }

        private static Optional<String> value(TextMatcher.Match match, String slot) {
            return Optional.ofNullable(match.slots().get(slot)).map(SlotValue::value);
        }

        private static String question(List<String> choices, Replies replies) {
            return choices.isEmpty() ? ""
                : replies.to(choices.size() == 1 ? "AskMeant" : "AskWhich", Map.of("choices", String.join(replies.fixed("or"), choices)));
        }
    }
}
