package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepliesTest {

    @TempDir
    Path folder;

    @Test
    void shouldChooseTheFirstWordingThatFits() {
        Replies replies = Replies.shipped();
        assertEquals("Front Door is locked.", replies.to("HassTurnOn", Map.of("domain", "lock", "name", "Front Door")));
        assertEquals("Turning on TV.", replies.to("HassTurnOn", Map.of("name", "TV")));
        assertEquals("The lights in the Kitchen are green.", replies.to("HassLightSet", Map.of("area", "Kitchen", "color", "green")));
        assertEquals("The lights are green.", replies.to("HassLightSet", Map.of("color", "green")));
        assertEquals("Done.", replies.to("SomethingNew", Map.of()));
        assertEquals("Done.", replies.to("HassSetPosition", Map.of()));
    }

    @Test
    void shouldAnswerEveryShippedSentence() {
        LoadedGrammar shipped = GrammarSources.shipped(Home.shipped());
        Set<String> silent = Set.of("HassNevermind", "HearkenStop", "HearkenRepeat", "HearkenHelp", "HassMediaPlayerMute", "HearkenAlso", "HearkenCorrect");
        Set<String> intents = shipped.grammar().sentences().stream().map(sentence -> sentence.intent()).collect(Collectors.toSet());
        intents.removeAll(silent);
        Map<String, String> all = Map.ofEntries(Map.entry("name", "X"), Map.entry("area", "Y"), Map.entry("duration", "1 minute"), Map.entry("time", "3:05 PM"),
                Map.entry("date", "Friday"), Map.entry("volume_step", "up"), Map.entry("volume_level", "5"), Map.entry("temperature", "20"),
                Map.entry("position", "5"), Map.entry("brightness", "5"));
        for (String intent : intents) {
            assertNotEquals("Done.", Replies.shipped().to(intent, all), intent);
        }
        assertTrue(intents.size() >= 25, intents.toString());
    }

    @Test
    void shouldPutAUsersRepliesOverThoseThatShip() throws Exception {
        Path file = folder.resolve("replies.yaml");
        Files.writeString(file, "fixed: {rejected: Pardon?}\nreplies:\n  HassTurnOn: \"Yes[, {name}]!\"\n");
        Replies replies = Replies.load(file);
        assertEquals("Yes, TV!", replies.to("HassTurnOn", Map.of("name", "TV")));
        assertEquals("Pardon?", replies.fixed("rejected"));
        assertEquals("Turning off TV.", replies.to("HassTurnOff", Map.of("name", "TV")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{say: '{name} is on.'} | {name} may be missing",
            "{say: 'On[ in {area}.'} | '[' is never closed",
            "{say: 'On in {area.'} | '{' is never closed",
            "{say: 'On]'} | ']' closes nothing",
            "{say: 'On {}'} | expected the name of a slot",
            "{says: 'On'} | unknown key 'says'",
            "{when: {name: any}} | expected a key 'say'",
            "{when: [name], say: 'On'} | when must be a mapping",
            "{say: 'On'}, {say: 'Off'} | never reached",
    })
    void shouldRefuseMistakesWhenLoading(String wording, String problem) throws Exception {
        Path file = folder.resolve("replies.yaml");
        Files.writeString(file, "replies:\n  HassTurnOn: [" + wording.strip() + "]\n");
        GrammarSourceException e = assertThrows(GrammarSourceException.class, () -> Replies.load(file));
        assertTrue(e.getMessage().contains(problem), e.getMessage());
        assertEquals(2, e.line());
    }
}
