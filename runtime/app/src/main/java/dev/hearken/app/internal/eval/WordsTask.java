package dev.hearken.app.internal.eval;

import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.Expression;
import dev.hearken.speech.Grammar;
import dev.hearken.speech.RecognizerSettings;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.Transcript;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Isolated words or sentences of a closed list, taken from the labels. {@code _unknown_} (something else was said) and
 * {@code _silence_} (nothing was said) are answers too if the list has them.
 */
final class WordsTask implements EvalTask {

    private static final String UNKNOWN = "_unknown_";
    private static final String SILENCE = "_silence_";

    private final String language;

    WordsTask(String language) {
        this.language = language;
    }

    @Override
    public JsonObject measure(EvalRun run) {
        Set<String> answers = run.clips().stream().map(Clip::text).collect(Collectors.toCollection(TreeSet::new));
        CompiledGrammar grammar = run.models().compile(closedList(answers));
        int right = 0;
        int words = 0;
        int wordsRight = 0;
        try (SpeechRecognizer recognizer = run.models().recognizer(RecognizerSettings.DEFAULT.untilEndOfInput())) {
            for (int i = 0; i < run.clips().size(); i++) {
                Clip clip = run.clips().get(i);
                Transcript heard = Listening.toUtterance(run, recognizer, grammar, run.noisy(clip, i));
                right += clip.text().equals(answer(heard, answers)) ? 1 : 0;
                if (!clip.text().startsWith("_")) {
                    words++;
                    wordsRight += clip.text().equals(forced(heard)) ? 1 : 0;
                }
                run.progress(i + 1, run.clips().size());
            }
        }
        return new JsonObject().put("accuracy", right / (double) run.clips().size())
                .put("forcedChoiceAccuracy", wordsRight / (double) words).put("answers", answers.size());
    }

    private Grammar closedList(Set<String> answers) {
        List<Grammar.Sentence> sentences = answers.stream().filter(answer -> !answer.startsWith("_"))
                .map(answer -> new Grammar.Sentence(answer, spoken(answer), Map.of(), 0)).toList();
        return new Grammar(language, Map.of(), sentences);
    }

    private Expression spoken(String answer) {
        return new Expression.Sequence(EditDistance.words(answer).stream()
                .map(word -> (Expression) new Expression.Word(word)).toList());
    }

    private static String answer(Transcript heard, Set<String> answers) {
        if (answers.contains(SILENCE) && (heard.endReason() == Transcript.EndReason.NO_SPEECH)) {
            return SILENCE;
        }
        if (answers.contains(UNKNOWN) && (heard.rejected() || heard.nBest().isEmpty())) {
            return UNKNOWN;
        }
        return forced(heard);
    }

    private static String forced(Transcript heard) {
        return heard.nBest().isEmpty() ? "" : heard.nBest().get(0).intent();
    }
}
