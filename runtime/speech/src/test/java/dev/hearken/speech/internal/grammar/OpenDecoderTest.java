package dev.hearken.speech.internal.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.models.api.ModelException;
import dev.hearken.speech.Lexicon;
import dev.hearken.speech.internal.lexicon.PackFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenDecoderTest {

    private static final Lexicon LEXICON = Lexicon.open(PackFolder.english());

    @Test
    void shouldHearWordsInAnyOrder() {
        OpenDecoder decoder = new OpenDecoder(PackFolder.english(), LEXICON, OpenDecoder.Settings.DEFAULT);
        for (String text : new String[] {"we call it bear", "the history of the world", "bear the world call history"}) {
            decoder.begin();
            String partial = "";
            for (float[] frame : new Emissions(LEXICON, 1, 0.7).silence(4).words(text).silence(6).frames()) {
                decoder.accept(frame, 0);
                String changed = decoder.partial();
                partial = changed == null ? partial : changed;
            }
            assertEquals(text, decoder.finish().text());
            assertEquals(text, partial);
        }
    }

    @Test
    void shouldHearNothingInSilence() {
        OpenDecoder decoder = new OpenDecoder(PackFolder.english(), LEXICON, OpenDecoder.Settings.DEFAULT);
        decoder.begin();
        assertEquals("", decoder.finish().text());
        new Emissions(LEXICON, 1, 1).silence(50).frames().forEach(frame -> decoder.accept(frame, 0));
        assertEquals("", decoder.finish().text());
    }

    @Test
    void shouldPreferWordsThatUsuallyFollow() {
        BigramModel model = BigramModel.open(PackFolder.english().resolve("openlm.bin"));
        int of = Arrays.binarySearch(model.words(), "of");
        int the = Arrays.binarySearch(model.words(), "the");
        assertTrue(model.score(of, the) > model.score(the, of) + 3);
        assertTrue(model.score(-1, the) > model.score(-1, of));
        double sum = 0;
        for (int word = 0; word < model.words().length; word++) {
            sum += Math.exp(model.score(of, word));
        }
        assertEquals(1, sum, 0.1);
    }

    @Test
    void shouldRefuseDamagedModelAndNameIt(@TempDir Path folder) throws IOException {
        byte[] good = Files.readAllBytes(PackFolder.english().resolve("openlm.bin"));
        for (byte[] bad : new byte[][] {new byte[0], Arrays.copyOf(good, 20_000), Arrays.copyOf(good, good.length - 1), new byte[100]}) {
            Files.write(folder.resolve("openlm.bin"), bad);
            ModelException e = assertThrows(ModelException.class, () -> BigramModel.open(folder.resolve("openlm.bin")));
            assertTrue(e.getMessage().contains("openlm.bin"), e.getMessage());
        }
    }
}
