package dev.hearken.app.internal.eval;

import dev.hearken.app.internal.bench.Latencies;
import dev.hearken.app.internal.eval.IntentTests.Test;
import dev.hearken.dialogue.GrammarSourceException;
import dev.hearken.dialogue.GrammarSources;
import dev.hearken.dialogue.LoadedGrammar;
import dev.hearken.dialogue.TextMatcher;
import dev.hearken.dialogue.TextMatcher.Match;
import dev.hearken.speech.Grammar;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How many typed sentences are understood as they are meant: the intent, and every slot that is said. No model is needed. */
final class IntentsTask {

    private final Path sentences;
    private final EvalRun.Progress progress;
    private final Map<String, Integer> withoutIntent = new TreeMap<>();
    private final List<Double> millis = new ArrayList<>();
    private final JsonArray mistakes = new JsonArray();
    private long done;
    private int first;
    private int any;

    /** @param sentences the sentence files that are tested */
    IntentsTask(Path sentences, EvalRun.Progress progress) {
        this.sentences = sentences;
        this.progress = progress;
    }

    /** Of all sentences in a folder of tests; those are not asked whose intent the sentence files have nothing for. */
    JsonObject measure(Path folder) {
        List<IntentTests> groups = IntentTests.read(folder);
        long all = groups.stream().mapToLong(group -> group.tests().size()).sum();
        for (IntentTests group : groups) {
            LoadedGrammar loaded = load(group);
            Set<String> known = new HashSet<>(loaded.grammar().sentences().stream().map(Grammar.Sentence::intent).toList());
            TextMatcher matcher = new TextMatcher(loaded);
            for (Test test : group.tests()) {
                if (known.contains(test.intent())) {
                    ask(test, matcher);
                } else {
                    withoutIntent.merge(test.intent(), 1, Integer::sum);
                }
                progress.update(++done, all);
            }
        }
        JsonObject leftOut = new JsonObject();
        withoutIntent.forEach(leftOut::put);
        return new JsonObject().put("task", "intents").put("sentences", millis.size()).put("understood", share(first)).put("amongReadings", share(any))
            .put("matchMillisP95", Latencies.percentile(millis, 0.95)).put("withoutIntent", all - millis.size()).put("withoutIntentBy", leftOut)
            .put("mistakes", mistakes);
    }

    private LoadedGrammar load(IntentTests group) {
        try {
            return GrammarSources.load(sentences, group.home());
        } catch (GrammarSourceException e) {
            throw new EvalException(String.valueOf(e.getMessage()), e);
        }
    }

    private void ask(Test test, TextMatcher matcher) {
        long start = System.nanoTime();
        List<Match> found = matcher.matches(test.sentence());
        millis.add((System.nanoTime() - start) / 1e6);
        boolean right = !found.isEmpty() && fits(found.get(0), test);
        first += right ? 1 : 0;
        any += found.stream().anyMatch(match -> fits(match, test)) ? 1 : 0;
        if (!right) {
            mistakes.add(mistake(test, found));
        }
    }

    /** What is said must agree; what a hub adds from its context need not be there. */
    private static boolean fits(Match match, Test test) {
        return match.intent().equals(test.intent()) && match.slots().entrySet().stream()
            .allMatch(slot -> test.slots().getOrDefault(slot.getKey(), Set.of()).contains(slot.getValue().value()));
    }

    private static JsonObject mistake(Test test, List<Match> found) {
        JsonObject slots = new JsonObject();
        test.slots().forEach((slot, values) -> slots.put(slot, String.join("|", values)));
        JsonObject mistake = new JsonObject().put("file", test.file()).put("sentence", test.sentence()).put("intent", test.intent()).put("slots", slots);
        if (!found.isEmpty()) {
            JsonObject read = new JsonObject();
            found.get(0).slots().forEach((slot, value) -> read.put(slot, value.value()));
            mistake.put("read", found.get(0).intent()).put("readSlots", read);
        }
        return mistake;
    }

    private double share(int part) {
        return millis.isEmpty() ? Double.NaN : (double) part / millis.size();
    }
}
