package dev.hearken.dialogue;

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
    private final Set<String> names = new HashSet<>();

    public FuzzyMatcher(TextMatcher matcher, Home home, NameSounds sounds) {
        this(matcher, home, sounds, ConversationSettings.RISKY);
    }

    /** @param confirmed what is never guessed, {@code domain[.device_class][:intent]} each */
    public FuzzyMatcher(TextMatcher matcher, Home home, NameSounds sounds, List<String> confirmed) {
        this.matcher = matcher;
        risks = new Risks(confirmed, home);
        this.sounds = sounds;
        Stream<String> devices = home.devices().stream().flatMap(device -> Stream.concat(Stream.of(device.name()), device.aliases().stream()));
        Stream<String> areas = home.areas().stream().flatMap(area -> Stream.concat(Stream.of(area.name()), area.aliases().stream()));
        Stream.concat(devices, areas).map(name -> String.join(" ", SpokenWords.of(name))).filter(name -> !name.isEmpty()).forEach(names::add);
    }

    /** @param distance 0 = the text is a sentence as it stands */
    public record Reading(TextMatcher.Match match, double distance) {
    }

    /** The likely readings, best first: one if it is clear, several if names are too much alike, none if nothing is near. */
    public List<Reading> readings(String text) {
        List<TextMatcher.Match> exact = matcher.matches(text);
        if (!exact.isEmpty()) {
            return List.of(new Reading(exact.get(0), 0));
        }
        List<String> words = SpokenWords.of(text);
        Map<Map<String, String>, Reading> found = new LinkedHashMap<>();
        for (Candidate candidate : candidates(words)) {
            matcher.match(candidate.text()).ifPresent(match -> {
                Map<String, String> meaning = new LinkedHashMap<>(Map.of("", match.intent()));
                match.slots().forEach((slot, value) -> meaning.put(slot, value.value()));
                found.merge(meaning, new Reading(match, candidate.distance()), (one, other) -> one.distance() <= other.distance() ? one : other);
            });
        }
        List<Reading> all = found.values().stream().sorted(Comparator.comparingDouble(Reading::distance)).toList();
        return all.stream().filter(reading -> reading.distance() <= all.get(0).distance() + UNDECIDED).toList();
    }

    /** The one sentence that a text can only be; empty where it would have to be guessed, or where a near miss would do something risky. */
    public Optional<TextMatcher.Match> sure(String text) {
        List<Reading> readings = readings(text);
        if (readings.size() != 1) {
            return Optional.empty();
        }
        Reading only = readings.get(0);
        boolean guessed = only.distance() > 0 && risks.risky(Intent.of(only.match(), "", "", ""));
        return guessed ? Optional.empty() : Optional.of(only.match());
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
