package dev.hearken.speech.internal.grammar;

import dev.hearken.speech.Expression;
import dev.hearken.speech.Grammar;
import dev.hearken.speech.Lexicon;
import dev.hearken.speech.internal.lexicon.Arpabet;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Open recognition: any words of a list of a few thousand, weighed by what usually follows what. Of modest accuracy; for free text where a
 * grammar does not apply. One thread; {@link #accept} allocates nothing.
 */
public final class OpenDecoder {

    /** The language model's file name in a pack. */
    public static final String MODEL_FILE = "openlm.bin";

    private static final int MOST_PRONUNCIATIONS = 3;

    private final PhoneGraph graph;
    private final TokenSearch search;
    private final PartialWords partial;

    /**
     * Reads {@value #MODEL_FILE} and makes the search graph of its words, in some 0.2 s.
     *
     * @throws dev.hearken.models.api.ModelException if the file is missing or damaged
     */
    public OpenDecoder(Path pack, Lexicon lexicon, Settings settings) {
        BigramModel model = BigramModel.open(pack.resolve(MODEL_FILE));
        graph = graph(model.words(), lexicon);
        float weight = settings.modelWeight();
        DecoderSettings search = DecoderSettings.searching(settings.beam(), settings.maxActive(), settings.wordPenalty(), settings.fillerCost());
        this.search = new TokenSearch(graph, search, Arpabet.labels(), (previous, word) -> weight * model.score(previous, word));
        this.partial = new PartialWords(this.search);
    }

    /** One word state that all words lead back to. */
    private static PhoneGraph graph(String[] words, Lexicon lexicon) {
        int[][][] sounds = new int[words.length][][];
        for (int i = 0; i < words.length; i++) {
            sounds[i] = lexicon.pronunciations(words[i]).stream().limit(MOST_PRONUNCIATIONS).toArray(int[][]::new);
        }
        int[] arcs = new int[words.length];
        Arrays.setAll(arcs, i -> i);
        Grammar grammar = new Grammar("en", Map.of(), List.of(new Grammar.Sentence("", new Expression.Sequence(List.of()), Map.of(), 0)));
        WordNetwork network = new WordNetwork(grammar, words, sounds, List.of(), new int[] {-1}, new int[] {-1}, new int[0], new int[0], new int[0]);
        WordGraph loop = new WordGraph(0, new int[] {0, words.length}, arcs, new int[words.length], new float[] {0});
        return PhoneGraphBuilder.build(grammar, network, loop);
    }

    /** Starts an utterance; forgets the one before. */
    public void begin() {
        search.begin(graph);
        partial.clear();
    }

    /** Takes one frame of natural-log probabilities, blank first. */
    public void accept(float[] logp, int offset) {
        search.accept(logp, offset);
    }

    /** The words that all good paths agree on, if they have changed since the last call, else null. */
    public @Nullable String partial() {
        return partial.changed();
    }

    /** The best words, separated by spaces; empty if nothing was said. */
    public Result finish() {
        FrameSums sums = search.sums;
        List<NBestSearch.Sentence> best = new NBestSearch(search).find(1, sentence -> true);
        if (best.isEmpty() || best.get(0).score() < sums.filler()) {
            return new Result("", 0);
        }
        String text = best.get(0).words().stream().map(w -> graph.network.words()[w]).collect(Collectors.joining(" "));
        return new Result(text, (best.get(0).score() - sums.free()) / Math.max(1, sums.sound()));
    }

    /**
     * @param text     words separated by spaces
     * @param logScore natural log, per frame with sound, against the best free phone path; the language model's share included
     */
    public record Result(String text, double logScore) {
    }

    /**
     * @param modelWeight factor on the language model's log probabilities
     * @param wordPenalty taken for each word, natural log; negative favours more words
     * @param beam        paths this much worse than the best are given up
     * @param maxActive   phone nodes kept alive a frame
     * @param fillerCost  taken for each frame of sound that is left out before and after the words
     */
    public record Settings(float modelWeight, float wordPenalty, float beam, int maxActive, float fillerCost) {
        public static final Settings DEFAULT = new Settings(0.7f, 0, 30, 3000, 8);
    }
}
