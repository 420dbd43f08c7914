package dev.hearken.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.speech.Transcript.EndReason;
import dev.hearken.speech.Transcript.Evidence;
import dev.hearken.speech.Transcript.Hypothesis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two languages heard at once, each by a recogniser that says what it is told to. */
class MultilingualTest {

    private static final short[] BLOCK = new short[640];
    private static final CompiledGrammar ENGLISH_GRAMMAR = new NamedGrammar("en");
    private static final CompiledGrammar CHINESE_GRAMMAR = new NamedGrammar("zh");
    private static final CompiledGrammar BOTH = new MultilingualGrammar(List.of(ENGLISH_GRAMMAR, CHINESE_GRAMMAR));

    private final Scripted english = new Scripted();
    private final Scripted chinese = new Scripted();
    private final MultilingualRecognizer both = new MultilingualRecognizer(ordered(english, chinese));

    private static <T> Map<String, T> ordered(T english, T chinese) {
        Map<String, T> map = new LinkedHashMap<>();
        map.put("en", english);
        map.put("zh", chinese);
        return map;
    }

    private record NamedGrammar(String language) implements CompiledGrammar {
        @Override
        public Grammar source() {
            return new Grammar(language, Map.of(), List.of());
        }

        @Override
        public int states() {
            return 3;
        }

        @Override
        public int arcs() {
            return 2;
        }
    }

    private static final class Scripted implements SpeechRecognizer {
        int endsAfter = Integer.MAX_VALUE;
        EndReason reason = EndReason.GRAMMAR_COMPLETE;
        double confidence;
        @Nullable CompiledGrammar begun;
        int blocks;
        int finished;
        boolean closed;

        @Override
        public void begin(CompiledGrammar grammar) {
            begun = grammar;
            blocks = 0;
        }

        @Override
        public void accept(short[] pcm, int offset, int length) {
            assertNull(endReason(), "nothing is told to a recogniser whose utterance has ended");
            blocks++;
        }

        @Override
        public @Nullable String partial() {
            return "partial " + blocks;
        }

        @Override
        public @Nullable EndReason endReason() {
            return blocks >= endsAfter ? reason : null;
        }

        @Override
        public Transcript finish() {
            finished++;
            EndReason why = endReason() == null ? EndReason.END_OF_INPUT : reason;
            return new Transcript(confidence == 0 ? List.of() : List.of(new Hypothesis("I", "said", Map.of(), confidence, new Evidence(0, 0, 0, 0, 5))),
                confidence < 0.5, 1, why);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private Transcript listen(int blocks) {
        both.begin(BOTH);
        for (int i = 0; i < blocks && both.endReason() == null; i++) {
            both.accept(BLOCK, 0, BLOCK.length);
        }
        return both.finish();
    }

    @Test
    void shouldTakeTheLanguageThatIsSurer() {
        english.confidence = 0.7;
        chinese.confidence = 0.9;
        assertEquals("zh", listen(10).language());
        chinese.confidence = 0.6;
        assertEquals("en", listen(10).language());
        assertEquals(2, english.finished);
        assertEquals(2, chinese.finished);
    }

    @Test
    void shouldPreferWhatIsNotRejectedAndTheFirstLanguageWhereNothingIsHeard() {
        english.confidence = 0.4;
        chinese.confidence = 0.55;
        assertEquals("zh", listen(10).language());
        chinese.confidence = 0;
        Transcript refused = listen(10);
        assertTrue(refused.rejected());
        assertEquals("en", refused.language());
        english.confidence = 0;
        assertEquals("en", listen(10).language());
    }

    @Test
    void shouldEndWithTheFirstSentenceThatIsWholeInItsLanguage() {
        english.endsAfter = 4;
        english.confidence = 0.8;
        chinese.confidence = 0.3;
        Transcript heard = listen(10);
        assertEquals(4, english.blocks);
        assertEquals(EndReason.GRAMMAR_COMPLETE, heard.endReason());
        assertEquals("en", heard.language());
    }

    @Test
    void shouldNotBeEndedByALanguageThatIsNotSpoken() {
        chinese.endsAfter = 3;
        chinese.confidence = 0.2;
        english.endsAfter = 8;
        english.confidence = 0.9;
        Transcript heard = listen(20);
        assertEquals(8, english.blocks, "a Chinese sentence that nobody said ends nothing");
        assertEquals("en", heard.language());
        assertEquals(1, chinese.finished);
    }

    @Test
    void shouldEndWhenAllHaveGivenUp() {
        english.endsAfter = 5;
        english.reason = EndReason.NO_SPEECH;
        chinese.endsAfter = 6;
        chinese.reason = EndReason.NO_SPEECH;
        assertEquals(EndReason.NO_SPEECH, listen(20).endReason());
        assertEquals(6, chinese.blocks);
    }

    @Test
    void shouldAskOnlyTheLanguageOfAGrammarOfOne() {
        english.confidence = 0.9;
        chinese.confidence = 0.8;
        both.begin(CHINESE_GRAMMAR);
        both.accept(BLOCK, 0, BLOCK.length);
        assertEquals("partial 1", both.partial());
        assertEquals("zh", both.finish().language());
        assertNull(english.begun);
    }

    @Test
    void shouldTellThePartialWordsOfTheLanguageThatWasUnderstoodLast() {
        english.endsAfter = 3;
        english.confidence = 0.1;
        chinese.confidence = 0.9;
        listen(5);
        both.begin(BOTH);
        both.accept(BLOCK, 0, BLOCK.length);
        both.accept(BLOCK, 0, BLOCK.length);
        assertEquals("partial 2", both.partial());
        both.accept(BLOCK, 0, BLOCK.length);
        assertEquals("partial 3", both.partial(), "the other one has given up");
        both.close();
        assertTrue(english.closed && chinese.closed);
    }

    @Test
    void shouldNotMixTwoGrammarsOfOneLanguage() {
        assertThrows(IllegalArgumentException.class, () -> new MultilingualGrammar(List.of(ENGLISH_GRAMMAR, ENGLISH_GRAMMAR)));
        assertEquals(6, BOTH.states());
        assertEquals(4, BOTH.arcs());
        assertEquals("en", BOTH.source().language());
    }

    private static final class Spoken implements SpeechSynthesizer {
        final List<String> texts = new ArrayList<>();

        @Override
        public int sampleRate() {
            return 16_000;
        }

        @Override
        public Utterance speak(String text, Settings settings) {
            texts.add(text);
            return new Utterance() {
                @Override
                public int read(short[] pcm, int offset, int length) {
                    return END;
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

    @Test
    void shouldSpeakEachTextWithTheVoiceOfItsLetters() {
        Spoken first = new Spoken();
        Spoken second = new Spoken();
        MultilingualVoice voice = new MultilingualVoice(ordered(first, second), "en");
        voice.speak("It is ten", SpeechSynthesizer.Settings.NORMAL).close();
        voice.speak("打开 Lamp", SpeechSynthesizer.Settings.NORMAL).close();
        voice.speak("21:30", SpeechSynthesizer.Settings.NORMAL).close();
        assertEquals(List.of("It is ten", "21:30"), first.texts);
        assertEquals(List.of("打开 Lamp"), second.texts);
        new MultilingualVoice(ordered(first, second), "zh").speak("21:30", SpeechSynthesizer.Settings.NORMAL).close();
        assertEquals("21:30", second.texts.get(1));
    }

    @Test
    void shouldHearTheWakeWordsOfBothAndLetNoDetectorMissSound() {
        List<Integer> heard = new ArrayList<>();
        WakeWordDetector.Detection computer = new WakeWordDetector.Detection("computer", 0.9f, 0.5f, 0, 640);
        MultilingualWakeWords words = new MultilingualWakeWords(List.of(detector(heard, 1, computer), detector(heard, 2, null)));
        assertSame(computer, words.accept(BLOCK, 0, BLOCK.length));
        assertEquals(List.of(1, 2), heard);
    }

    private static WakeWordDetector detector(List<Integer> heard, int number, WakeWordDetector.@Nullable Detection finds) {
        return new WakeWordDetector() {
            @Override
            public @Nullable Detection accept(short[] pcm, int offset, int length) {
                heard.add(number);
                return finds;
            }

            @Override
            public void reset() {
            }

            @Override
            public void close() {
            }
        };
    }
}
