package dev.hearken.dialogue;

import dev.hearken.dialogue.internal.talk.NameChoice;
import dev.hearken.dialogue.internal.talk.Risks;
import dev.hearken.dialogue.internal.words.SpokenWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the sentence that a text is even where a name in it is not quite one of the home's: misheard, misspelt, or a homophone. A stretch of words is taken
 * for the name that sounds most like it. Several names that are nearly as near are all returned: who asks must choose. Immutable, any thread.
 */
public final class FuzzyMatcher {

    /** Names farther off than this are other names: about one phone in three differs. */
    private static final double NEAR = 0.34;
    /** Names within this of the nearest one are as likely. */
    private static final double UNDECIDED = 0.1;
    private static final int LONGEST_NAME = 5;
    private static final int MAX_WORDS = 30;

    private final TextMatcher matcher;
    private final NameSounds sounds;
    private final Risks risks;
    private final NameChoice choice;
    private final Set<String> names = new HashSet<>();

    public FuzzyMatcher(TextMatcher matcher, Home home, NameSounds sounds) {
        this(matcher, home, sounds, ConversationSettings.RISKY);
    }

    /** @param confirmed what is never guessed, {@code domain[.device_class][:intent]} each */
    public FuzzyMatcher(TextMatcher matcher, Home home, NameSounds sounds, List<String> confirmed) {
        this.matcher = matcher;
        risks = new Risks(confirmed, home);
        choice = new NameChoice(home, sounds);
        this.sounds = sounds;
        Stream<String> devices = home.devices().stream().flatMap(device -> Stream.concat(Stream.of(device.name()), device.aliases().stream()));
        Stream<String> areas = home.areas().stream().flatMap(area -> Stream.concat(Stream.of(area.name()), area.aliases().stream()));
        Stream.concat(devices, areas).map(name -> String.join(" ", SpokenWords.of(name))).filter(name -> !name.isEmpty()).forEach(names::add);
    }

    /** @param distance 0 = the text is a sentence as it stands */
    public record Reading(TextMatcher.Match match, double distance) {
    }

    /**
     * @param sure what the text can only mean
     * @param open else what it may mean: several, or one that is not guessed because it would do something risky
     */
    public record Outcome(Optional<TextMatcher.Match> sure, List<TextMatcher.Match> open) {
    }

    /** The likely readings, best first: one if it is clear, several if a name is that of several devices, or too much like others; none if nothing is near. */
    public List<Reading> readings(String text) {
        return readings(text, intent -> true);
    }

    private List<Reading> readings(String text, Predicate<String> intents) {
        Optional<TextMatcher.Match> exact = best(text, intents);
        if (exact.isPresent()) {
            return called(exact.get()).map(match -> new Reading(match, 0)).toList();
        }
        Map<Map<String, String>, Reading> found = new LinkedHashMap<>();
        for (Candidate candidate : candidates(SpokenWords.of(text))) {
            best(candidate.text(), intents).stream().flatMap(this::called).forEach(match -> {
                Map<String, String> meaning = new LinkedHashMap<>(Map.of("", match.intent()));
                match.slots().forEach((slot, value) -> meaning.put(slot, value.value()));
                found.merge(meaning, new Reading(match, candidate.distance()), (one, other) -> one.distance() <= other.distance() ? one : other);
            });
        }
        List<Reading> all = found.values().stream().sorted(Comparator.comparingDouble(Reading::distance)).toList();
        return all.stream().filter(reading -> reading.distance() <= all.get(0).distance() + UNDECIDED).toList();
    }

    private Optional<TextMatcher.Match> best(String text, Predicate<String> intents) {
        return matcher.matches(text).stream().filter(match -> intents.test(match.intent())).findFirst();
    }

    /**
     * What a text can only be; where that would have to be guessed, or a near miss would do something risky, what it may be.
     *
     * @param intents those that are wanted
     */
    public Outcome outcome(String text, Predicate<String> intents) {
        List<Reading> readings = readings(text, intents);
        boolean guessed = readings.size() == 1 && readings.get(0).distance() > 0 && risks.risky(intent(readings.get(0).match()));
        List<TextMatcher.Match> matches = readings.stream().map(Reading::match).toList();
        return matches.size() == 1 && !guessed ? new Outcome(Optional.of(matches.get(0)), List.of()) : new Outcome(Optional.empty(), matches);
    }

    /** The sentence once for each device that is called by the name in it; as it is where that is one, or none, and where it only asks. */
    private Stream<TextMatcher.Match> called(TextMatcher.Match match) {
        List<Home.Device> devices = match.intent().startsWith("HassGet") ? List.of() : choice.meant(intent(match), List.of(), false);
        return devices.size() < 2 ? Stream.of(match) : devices.stream().map(device -> choice.named(intent(match), device))
            .map(named -> new TextMatcher.Match(match.sentence(), match.intent(), match.text(), named.slots(), match.literal()));
    }

    private static Intent intent(TextMatcher.Match match) {
        return Intent.of(match, "", "", "");
    }

    private record Candidate(String text, double distance) {
    }

    private List<Candidate> candidates(List<String> words) {
        List<Candidate> candidates = new ArrayList<>();
        if (words.size() > MAX_WORDS) {
            return candidates;
        }
        for (int from = 0; from < words.size(); from++) {
            for (int to = from + 1; to <= Math.min(words.size(), from + LONGEST_NAME); to++) {
                String said = String.join(" ", words.subList(from, to));
                for (String name : names) {
                    double distance = sounds.distance(said, name);
                    if (distance <= NEAR) {
                        List<String> changed = new ArrayList<>(words.subList(0, from));
                        changed.add(name);
                        changed.addAll(words.subList(to, words.size()));
                        candidates.add(new Candidate(String.join(" ", changed), distance));
                    }
                }
            }
        }
        return candidates;
    }
}
