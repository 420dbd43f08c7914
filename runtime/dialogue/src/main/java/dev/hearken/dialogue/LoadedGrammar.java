package dev.hearken.dialogue;

import dev.hearken.speech.Grammar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A grammar and what its files say beside the words.
 *
 * @param grammar   for the recogniser
 * @param sentences one entry for each of {@code grammar.sentences()}, in the same order
 * @param skipWords phrases that change nothing wherever they are said ("please")
 * @param dropped   sentences that cannot be heard, by reason; each reason names what is missing
 */
public record LoadedGrammar(Grammar grammar, List<SentenceSource> sentences, List<String> skipWords, Map<String, Integer> dropped) {

    public LoadedGrammar {
        sentences = List.copyOf(sentences);
        skipWords = List.copyOf(skipWords);
        dropped = Map.copyOf(dropped);
    }

    /**
     * Where a sentence comes from and what it is tied to.
     *
     * @param template    as written
     * @param response    key of the reply among those of the intent
     * @param requires    context in which alone it is meant, such as domain -> {light}
     * @param excludes    context in which it is not meant
     * @param contextArea the area is not said: it is the one in which the speaker stands
     */
    public record SentenceSource(String file, int line, String template, Optional<String> response, Map<String, Set<String>> requires,
            Map<String, Set<String>> excludes, boolean contextArea) {
        public SentenceSource {
            requires = Map.copyOf(requires);
            excludes = Map.copyOf(excludes);
        }
    }

    /** Sentences left out, all reasons together. */
    public int droppedCount() {
        return dropped.values().stream().mapToInt(Integer::intValue).sum();
    }
}
