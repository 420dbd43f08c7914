package dev.hearken.speech.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.speech.Lexicon;
import dev.hearken.speech.internal.acoustic.AcousticModel;
import dev.hearken.speech.internal.acoustic.FakeNetworks;
import dev.hearken.speech.internal.grammar.OpenDecoder;
import dev.hearken.speech.internal.lexicon.PackFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network that answers from a script of phones takes the place of hearing; all else is real. */
class OpenTranscriberTest {

    private static final int LABELS = 40;
    private static final Lexicon LEXICON = Lexicon.open(PackFolder.english());

    @TempDir
    Path folder;
    private final List<Integer> script = new ArrayList<>();
    private int heard;

    @Test
    void shouldWriteDownWhatWasSaid() {
        ModelEntry ears = FakeNetworks.recognizer(folder, 4, LABELS, 0, Map.of());
        try (OpenTranscriber transcriber = new OpenTranscriber(sink -> new AcousticModel(ears, FakeNetworks.load(ears, this::hear), LABELS, sink),
                new OpenDecoder(PackFolder.english(), LEXICON, OpenDecoder.Settings.DEFAULT))) {
            for (String text : List.of("the history of the world", "we call it bear", "")) {
                script.clear();
                heard = 0;
                script.addAll(List.of(0, 0, 0));
                for (String word : text.isEmpty() ? new String[0] : text.split(" ")) {
                    for (int label : LEXICON.pronunciations(word).get(0)) {
                        script.addAll(List.of(label, 0));
                    }
                }
                transcriber.begin();
                transcriber.accept(new short[640 * (script.size() + 5)], 0, 640 * (script.size() + 5));
                assertEquals(text, transcriber.finish());
            }
            assertThrows(IllegalStateException.class, transcriber::finish);
        }
    }

    private void hear(Model model) {
        int label = heard < script.size() ? script.get(heard) : 0;
        heard++;
        for (int p = 0; p < LABELS; p++) {
            model.output(0).putFloat(4 * p, p == label ? -0.01f : -9f);
        }
    }
}
