package dev.hearken.app.internal.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.InstallationFolders;
import dev.hearken.app.internal.doctor.Check;
import dev.hearken.app.internal.doctor.Doctor;
import dev.hearken.app.internal.speaker.SpeechParts;
import dev.hearken.dialogue.Replies;
import dev.hearken.speech.SpeechRecognizer;
import dev.hearken.speech.SpeechSynthesizer;
import dev.hearken.speech.Transcript;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packs that ship, listening in English and Chinese at once to what their own voices say. */
class SecondLanguageTest {

    private static final int RATE = 16_000;

    @TempDir
    private Path folder;

    private Configuration configuration(String first, String second) {
        Path root = Path.of(System.getProperty("hearken.root", "../..")).toAbsolutePath();
        return new ConfigurationSources(new InstallationFolders(root, folder, Map.of()), Optional.empty(), Optional.empty(),
            List.of(new ConfigurationSources.Override("--set", "language", first), new ConfigurationSources.Override("--set", "second-language.language", second))).load();
    }

    private static Transcript heard(SpeechParts parts, String text) {
        short[] pcm = new short[12 * RATE];
        int length = RATE / 2;
        try (SpeechSynthesizer voice = parts.synthesiser().orElseThrow().get(); SpeechSynthesizer.Utterance said = voice.speak(text, SpeechSynthesizer.Settings.NORMAL)) {
            for (int count = said.read(pcm, length, 1024); count != SpeechSynthesizer.Utterance.END; count = said.read(pcm, length, 1024)) {
                length += count;
            }
        }
        try (SpeechRecognizer ears = parts.recogniser().get()) {
            ears.begin(parts.grammar());
            for (int at = 0; at < length + 2 * RATE && ears.endReason() == null; at += 640) {
                ears.accept(pcm, at, 640);
            }
            return ears.finish();
        }
    }

    @Test
    void shouldUnderstandWhicheverLanguageIsSpoken() {
        Configuration configuration = configuration("en", "zh");
        try (ModelSet models = ModelSet.open(configuration)) {
            SpeechParts parts = SpeechPartsFactory.create(configuration, models);
            for (String command : List.of("turn on the kitchen light", "what time is it", "set a timer for ten minutes")) {
                assertHeard("en", command, heard(parts, command));
            }
            for (String command : List.of("打开厨房的灯", "现在几点了", "设一个十分钟的计时器")) {
                assertHeard("zh", command, heard(parts, command));
            }
        }
    }

    private static void assertHeard(String language, String command, Transcript heard) {
        assertFalse(heard.rejected(), command);
        assertEquals(language, heard.language(), command + " is taken for " + heard.nBest().get(0).text());
    }

    @Test
    void shouldBeCalledByTheWakeWordsOfBoth() {
        Configuration configuration = configuration("en", "zh");
        assertEquals(List.of("computer", "小听小听"), configuration.phrases());
        assertEquals("zh-small", configuration.second().orElseThrow().models().pack());
        assertTrue(configuration.second().orElseThrow().second().isEmpty());
        Replies replies = SpeechPartsFactory.replies(configuration);
        assertEquals("en", replies.language());
        assertEquals("zh", replies.in("zh").language());
        assertEquals("en", replies.in("fr").language());
    }

    @Test
    void shouldMissThePackOfTheSecondLanguage() {
        List<Check> packs = Doctor.examine(configuration("en", "fr")).stream().filter(check -> check.subject().startsWith("pack ")).toList();
        assertEquals(List.of("pack fr-small"), packs.stream().filter(check -> check.verdict() == Check.Verdict.FAULT).map(Check::subject).toList(), packs.toString());
    }

    @Test
    void shouldListenInOneLanguageUnlessAskedFor() {
        Configuration configuration = configuration("zh", "none");
        assertTrue(configuration.second().isEmpty());
        try (ModelSet models = ModelSet.open(configuration)) {
            assertEquals(List.of("小听小听"), SpeechPartsFactory.create(configuration, models).phrases());
        }
    }
}
