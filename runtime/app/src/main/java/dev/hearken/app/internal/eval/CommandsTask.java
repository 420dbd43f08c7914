package dev.hearken.app.internal.eval;

import dev.hearken.app.internal.model.SpeechPartsFactory;
import dev.hearken.dialogue.LoadedGrammar;
import dev.hearken.dialogue.TextMatcher;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.Transcript;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/**
 * Spoken commands against a grammar: a command counts if its intent and all its slots are right and it was not rejected.
 * Labels are intents with slots, or sentences, which are read by the same grammar; {@code _oov_} must be rejected.
 */
final class CommandsTask implements EvalTask {

    private static final String OUT_OF_VOCABULARY = "_oov_";

    private final LoadedGrammar grammar;
    private final TextMatcher matcher;

    CommandsTask(LoadedGrammar grammar) {
        this.grammar = grammar;
        this.matcher = new TextMatcher(grammar);
    }

    @Override
    public JsonObject measure(EvalRun run) {
        CompiledGrammar compiled = SpeechPartsFactory.compile(run.models(), grammar);
        Tally tally = new Tally();
        try (SpeechRecognizer recognizer = run.models().recognizer()) {
            for (int i = 0; i < run.clips().size(); i++) {
                Clip clip = run.clips().get(i);
                Transcript heard = Listening.toUtterance(run, recognizer, compiled, run.noisy(clip, i));
                tally.count(clip, wanted(clip), heard);
                run.progress(i + 1, run.clips().size());
            }
        }
        return tally.figures(run.clips().size());
    }

    private Clip.Meaning wanted(Clip clip) {
        if (clip.label() instanceof Clip.Meaning meaning) {
            return meaning;
        }
        String text = clip.text();
        if (text.equals(OUT_OF_VOCABULARY)) {
            return new Clip.Meaning(OUT_OF_VOCABULARY, Map.of());
        }
        return matcher.match(text).map(match -> meaning(match.intent(), match.slots()))
                .orElseThrow(() -> new EvalException("the grammar has no sentence for the label \"" + text + "\" of " + clip.file()));
    }

    private static Clip.Meaning meaning(String intent, Map<String, Transcript.SlotValue> said) {
        Map<String, String> slots = new HashMap<>();
        said.forEach((name, value) -> slots.put(name, value.value()));
        return new Clip.Meaning(intent, slots);
    }

    /** Whether intent and every slot are right, and nothing was rejected. */
    static boolean understood(Clip.Meaning wanted, Transcript heard) {
        return !heard.rejected() && !heard.nBest().isEmpty()
                && meaning(heard.nBest().get(0).intent(), heard.nBest().get(0).slots()).equals(wanted);
    }

    private static final class Tally {
        private int right;
        private int rejected;
        private int slots;
        private int slotsRight;
        private final JsonArray mistakes = new JsonArray();

        void count(Clip clip, Clip.Meaning wanted, Transcript heard) {
            boolean refused = heard.rejected() || heard.nBest().isEmpty();
            Clip.Meaning got = heard.nBest().isEmpty() ? new Clip.Meaning("", Map.of())
                    : meaning(heard.nBest().get(0).intent(), heard.nBest().get(0).slots());
            boolean ok = wanted.intent().equals(OUT_OF_VOCABULARY) ? refused : understood(wanted, heard);
            right += ok ? 1 : 0;
            rejected += refused ? 1 : 0;
            slots += wanted.slots().size();
            slotsRight += (int) wanted.slots().entrySet().stream()
                    .filter(slot -> slot.getValue().equals(got.slots().get(slot.getKey()))).count();
            if (!ok) {
                mistakes.add(new JsonObject().put("clip", clip.file().getFileName().toString())
                        .put("wanted", wanted.intent() + wanted.slots()).put("rejected", refused)
                        .put("heard", heard.nBest().isEmpty() ? "" : heard.nBest().get(0).text())
                        .put("got", got.intent() + got.slots()));
            }
        }

        JsonObject figures(int clips) {
            return new JsonObject()
                    .put("commandAccuracy", right / (double) clips)
                    .put("slotAccuracy", slots == 0 ? null : slotsRight / (double) slots)
                    .put("rejected", rejected / (double) clips)
                    .put("mistakes", mistakes);
        }
    }
}
