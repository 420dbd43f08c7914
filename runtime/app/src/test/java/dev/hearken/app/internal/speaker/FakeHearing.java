package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.config.Configuration.WakeWord;
import dev.hearken.dialogue.LoadedGrammar;
import dev.hearken.dialogue.TextMatcher;
import dev.hearken.speech.CompiledGrammar;
import dev.hearken.speech.Expression;
import dev.hearken.speech.Grammar;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.Transcript;
import dev.hearken.speech.VoiceActivityDetector;
import dev.hearken.speech.WakeWordDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Detectors, a recogniser and a voice that do what a test tells them, sample by sample. */
final class FakeHearing {

    /** Sample value that stands for the wake word: the phrase ends with the last such sample of a run. */
    static final short WAKE = 7777;

    private FakeHearing() {
    }

    static final class Wake implements WakeWordDetector {
        float score = 0.95f;
        int resets;
        /** Largest sample so far, whatever its sign. */
        int loudest;
        private long count;
        private boolean inside;
        private long start;

        @Override
        public @Nullable Detection accept(short[] pcm, int offset, int length) {
            Detection found = null;
            for (int i = offset; i < offset + length; i++, count++) {
                loudest = Math.max(loudest, Math.abs(pcm[i]));
                if (pcm[i] == WAKE && !inside) {
                    inside = true;
                    start = count;
                } else if (pcm[i] != WAKE && inside) {
                    inside = false;
                    found = new Detection("computer", score, 0.5f, start, count);
                }
            }
            return found;
        }

        @Override
        public void reset() {
            resets++;
            count = 0;
            inside = false;
        }

        @Override
        public void close() {
        }
    }

    static final class Activity implements VoiceActivityDetector {
        /** Largest sample so far, whatever its sign. */
        int loudest;

        @Override
        public float accept(short[] pcm, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                loudest = Math.max(loudest, Math.abs(pcm[i]));
            }
            return pcm[offset + length - 1] == 0 ? 0 : 1;
        }

        @Override
        public void reset() {
        }

        @Override
        public void close() {
        }
    }

    /** Hears "turn on the light" in anything, and ends after the first zero sample. */
    static final class Recogniser implements SpeechRecognizer {
        final List<Short> heard = new ArrayList<>();
        boolean broken;
        /** Whether silence ends an utterance only behind something else than the wake word. */
        boolean patient;
        /** What it hears instead; its end reason and length count. */
        @Nullable Transcript says;
        @Nullable CompiledGrammar begunWith;
        private boolean ended;
        private boolean told;

        @Override
        public void begin(CompiledGrammar grammar) {
            begunWith = grammar;
            heard.clear();
            ended = false;
            told = false;
        }

        @Override
        public void accept(short[] pcm, int offset, int length) {
            if (broken) {
                throw new IllegalStateException("model lost");
            }
            for (int i = offset; i < offset + length && !ended; i++) {
                heard.add(pcm[i]);
                ended = pcm[i] == 0 && (!patient || heard.stream().anyMatch(s -> s != 0 && s != WAKE));
            }
        }

        @Override
        public @Nullable String partial() {
            if (told || heard.isEmpty() || patient && heard.stream().allMatch(s -> s == 0 || s == WAKE)) {
                return null;
            }
            told = true;
            return "turn on";
        }

        @Override
        public Transcript.@Nullable EndReason endReason() {
            return ended ? Transcript.EndReason.SILENCE : null;
        }

        @Override
        public Transcript finish() {
            return says != null ? says : transcript(heard.size() / 16_000.0, ended ? Transcript.EndReason.SILENCE : Transcript.EndReason.END_OF_INPUT);
        }

        @Override
        public void close() {
        }
    }

    static Transcript transcript(double seconds, Transcript.EndReason reason) {
        return new Transcript(List.of(new Transcript.Hypothesis("HassTurnOn", "turn on the light",
            Map.of("name", new Transcript.SlotValue("light", "light")), 0.9, new Transcript.Evidence(-0.1, -0.1, 0, -0.2, 12))), false, seconds, reason);
    }

    /** Says each character as 100 samples of its code. */
    static final class Voice implements SpeechSynthesizer {
        boolean broken;

        @Override
        public int sampleRate() {
            return 16_000;
        }

        @Override
        public Utterance speak(String text, Settings settings) {
            return new Utterance() {
                private int at;

                @Override
                public int read(short[] pcm, int offset, int length) {
                    if (broken) {
                        throw new IllegalStateException("voice lost");
                    }
                    int left = text.length() * 100 - at;
                    if (left == 0) {
                        return END;
                    }
                    int count = Math.min(left, length);
                    for (int i = 0; i < count; i++, at++) {
                        pcm[offset + i] = (short) text.charAt(at / 100);
                    }
                    return count;
                }

                @Override
                public void close() {
                }
            };
        }

        @Override
        public void close() {
        }
    }

    /** "turn on the (light|oven)" and "how late is it"; no matter what it hears, the fake recogniser says what it is told. */
    static List<WakeWord> words(String... phrases) {
        return Stream.of(phrases).map(phrase -> new WakeWord(phrase, Optional.empty())).toList();
    }

    static CompiledGrammar grammar() {
        Expression name = new Expression.Slot("name", new Expression.Choice(List.of(new Expression.Word("light"), new Expression.Word("oven"))));
        return compiled(new Grammar("en", Map.of("name", name), List.of(
            new Grammar.Sentence("TurnOn", new Expression.Sequence(List.of(new Expression.Word("turn"), new Expression.Word("on"),
                new Expression.Word("the"), new Expression.Reference("name"))), Map.of(), 0),
            new Grammar.Sentence("AskTime", new Expression.Sequence(List.of(new Expression.Word("how"), new Expression.Word("late"))), Map.of(), 0))));
    }

    static TextMatcher matcher() {
        return new TextMatcher(new LoadedGrammar(grammar().source(), List.of(), List.of(), Map.of()));
    }

    static CompiledGrammar compiled(Grammar source) {
        return new CompiledGrammar() {
            @Override
            public Grammar source() {
                return source;
            }

            @Override
            public int states() {
                return 0;
            }

            @Override
            public int arcs() {
                return 0;
            }
        };
    }
}
