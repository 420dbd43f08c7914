package dev.hearken.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.models.api.ModelPack;
import dev.hearken.models.onnx.OnnxBackend;
import dev.hearken.speech.Recordings.Clip;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The Chinese pack that ships, on ONNX Runtime, with a real person's recordings. Floors well below what eval measures. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChinesePackTest {

    private ModelPack pack;
    private OnnxBackend backend;
    private SpeechModels models;

    @BeforeAll
    void openPack() {
        pack = ModelPack.load(Path.of(System.getProperty("hearken.root", "../.."), "models", "packs", "zh-small"));
        backend = new OnnxBackend();
        models = SpeechModels.open(List.of(pack), List.of(backend));
    }

    @AfterAll
    void close() {
        if (models != null) {
            models.close();
            backend.close();
        }
    }

    @Test
    void shouldBeSmallAndCarryTheLicenceOfItsRecordings() {
        assertTrue(pack.size() < 15_000_000, pack.size() + " bytes");
        assertEquals("CC-BY-SA-4.0", pack.licence());
        assertEquals("zh", models.language());
    }

    @Test
    void shouldTellSentencesOfAClosedListApart() {
        List<Clip> clips = Recordings.of("test/commands-zh.jsonl").stream().filter(clip -> clip.label().matches("\\p{IsHan}+")).toList();
        Grammar list = new Grammar("zh", Map.of(), clips.stream().map(clip -> new Grammar.Sentence(clip.label(), spoken(clip.label()), Map.of(), 0)).toList());
        CompiledGrammar grammar = models.compile(list);
        int right = 0;
        int asked = 0;
        try (SpeechRecognizer recognizer = models.recognizer(RecognizerSettings.DEFAULT.untilEndOfInput())) {
            for (int i = 0; i < clips.size(); i += 3) {
                Transcript heard = recognise(recognizer, grammar, clips.get(i).samples());
                asked++;
                right += !heard.nBest().isEmpty() && heard.nBest().get(0).intent().equals(clips.get(i).label()) ? 1 : 0;
            }
        }
        assertTrue(right > 0.6 * asked, right + " of " + asked);
    }

    @Test
    void shouldKnowHowEnglishWordsAmongHanziSound() {
        assertTrue(models.lexicon().knows("调"));
        assertTrue(models.lexicon().knows("music"));
        models.compile(new Grammar("zh", Map.of(), List.of(new Grammar.Sentence("play", new Expression.Sequence(List.of(new Expression.Word("播"),
            new Expression.Word("放"), new Expression.Word("music"))), Map.of(), 0))));
    }

    private static Expression spoken(String sentence) {
        return new Expression.Sequence(sentence.codePoints().mapToObj(Character::toString).<Expression>map(Expression.Word::new).collect(Collectors.toList()));
    }

    private static Transcript recognise(SpeechRecognizer recognizer, CompiledGrammar grammar, short[] pcm) {
        short[] padded = Arrays.copyOf(pcm, pcm.length + 8000);
        recognizer.begin(grammar);
        for (int at = 0; at + 320 <= padded.length; at += 320) {
            recognizer.accept(padded, at, 320);
        }
        return recognizer.finish();
    }
}
