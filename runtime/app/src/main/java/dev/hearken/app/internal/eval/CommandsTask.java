package dev.hearken.app.internal.eval;

import dev.hearken.app.internal.model.SpeechPartsFactory;
import dev.hearken.app.internal.speaker.SpeechParts;
import dev.hearken.dialogue.LoadedGrammar;
import dev.hearken.dialogue.TextMatcher;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.Transcript;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Spoken commands against a grammar: a command counts if its intent and all its slots are right and it was not rejected.
 * Labels are intents with slots, or sentences, which are read by the same grammar; clips with a sentence that it does not have are left out and
 * counted. {@code _oov_} (chatter) must be rejected, and so must everything of further lists.
 */
final class CommandsTask implements EvalTask {

    private static final String OUT_OF_VOCABULARY = "_oov_";

    private final LoadedGrammar grammar;
    private final TextMatcher matcher;

    private final List<Clip> others;
    private final Optional<SpeechParts> both;

    /**
     * @param others recordings in which nobody gives a command: they count for {@code chatterAccepted} only
     * @param both   what hears in two languages at once, where the labels are of the first; empty = one language
     */
    CommandsTask(LoadedGrammar grammar, List<Clip> others, Optional<SpeechParts> both) {
        this.grammar = grammar;
        this.others = others;
        this.both = both;
        this.matcher = new TextMatcher(grammar);
    }

    @Override
    public JsonObject measure(EvalRun run) {
        CompiledGrammar compiled = both.map(SpeechParts::grammar).orElseGet(() -> SpeechPartsFactory.compile(run.models(), grammar));
        Tally tally = new Tally();
        try (SpeechRecognizer recognizer = both.map(parts -> parts.recogniser().get()).orElseGet(run.models()::recognizer)) {
            for (int i = 0; i < run.clips().size(); i++) {
                Clip clip = run.clips().get(i);
                Optional<Clip.Meaning> wanted = wanted(clip);
                if (wanted.isPresent()) {
                    tally.count(clip, wanted.get(), Listening.toUtterance(run, recognizer, compiled, run.noisy(clip, i)));
                } else {
                    tally.outsideGrammar++;
                }
                run.progress(i + 1, run.clips().size() + others.size());
            }
            for (int i = 0; i < others.size(); i++) {
                tally.countOther(Listening.toUtterance(run, recognizer, compiled, run.noisy(others.get(i), i)));
                run.progress(run.clips().size() + i + 1, run.clips().size() + others.size());
            }
        }
        if (tally.outsideGrammar == run.clips().size()) {
            throw new EvalException("the grammar has a sentence for none of the labels, such as \"" + run.clips().get(0).text() + "\"");
        }
        return tally.figures();
    }

    private Optional<Clip.Meaning> wanted(Clip clip) {
        if (clip.label() instanceof Clip.Meaning meaning) {
            return Optional.of(meaning);
        }
        String text = clip.text();
        if (text.equals(OUT_OF_VOCABULARY)) {
            return Optional.of(new Clip.Meaning(OUT_OF_VOCABULARY, Map.of()));
        }
        return matcher.match(text).map(match -> meaning(match.intent(), match.slots()));
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
        private int clips;
        private int outsideGrammar;
        private int chatter;
        private int chatterAccepted;
        private int right;
        private int rejected;
        private int slots;
        private int slotsRight;
        private final JsonArray mistakes = new JsonArray();
        private final JsonArray readings = new JsonArray();

        void count(Clip clip, Clip.Meaning wanted, Transcript heard) {
            boolean refused = heard.rejected() || heard.nBest().isEmpty();
            Clip.Meaning got = heard.nBest().isEmpty() ? new Clip.Meaning("", Map.of())
                    : meaning(heard.nBest().get(0).intent(), heard.nBest().get(0).slots());
            clips++;
            if (wanted.intent().equals(OUT_OF_VOCABULARY)) {
                chatter++;
                chatterAccepted += refused ? 0 : 1;
            }
            boolean ok = wanted.intent().equals(OUT_OF_VOCABULARY) ? refused : understood(wanted, heard);
            right += ok ? 1 : 0;
            rejected += refused ? 1 : 0;
            slots += wanted.slots().size();
            slotsRight += (int) wanted.slots().entrySet().stream()
                    .filter(slot -> slot.getValue().equals(got.slots().get(slot.getKey()))).count();
            if (!heard.nBest().isEmpty()) {
                readings.add(reading(clip, heard, !wanted.intent().equals(OUT_OF_VOCABULARY) && got.equals(wanted)));
            }
            if (!ok) {
                mistakes.add(new JsonObject().put("clip", clip.file().getFileName().toString())
                        .put("wanted", wanted.intent() + wanted.slots()).put("rejected", refused)
                        .put("heard", heard.nBest().isEmpty() ? "" : heard.nBest().get(0).text())
                        .put("got", got.intent() + got.slots()));
            }
        }

        void countOther(Transcript heard) {
            chatter++;
            chatterAccepted += heard.rejected() || heard.nBest().isEmpty() ? 0 : 1;
        }

        /** What thresholds are fitted to: best reading, whether its meaning is right, and the evidence for it. */
        private static JsonObject reading(Clip clip, Transcript heard, boolean right) {
            Transcript.Hypothesis best = heard.nBest().get(0);
            Transcript.Evidence evidence = best.evidence();
            return new JsonObject().put("clip", clip.file().getFileName().toString()).put("right", right).put("text", best.text())
                    .put("confidence", best.confidence()).put("overall", evidence.overall()).put("inside", evidence.inside())
                    .put("fillerShare", evidence.fillerShare()).put("worstWord", evidence.worstWord()).put("phones", evidence.phones())
                    .put("ended", heard.endReason().name()).put("language", heard.language());
        }

        JsonObject figures() {
            JsonObject figures = new JsonObject();
            if (outsideGrammar > 0) {
                figures.put("outsideGrammar", outsideGrammar);
            }
            if (chatter > 0) {
                figures.put("chatterAccepted", chatterAccepted / (double) chatter);
            }
            return figures
                    .put("commandAccuracy", right / (double) clips)
                    .put("slotAccuracy", slots == 0 ? null : slotsRight / (double) slots)
                    .put("rejected", rejected / (double) clips)
                    .put("mistakes", mistakes)
                    .put("readings", readings);
        }
    }
}
