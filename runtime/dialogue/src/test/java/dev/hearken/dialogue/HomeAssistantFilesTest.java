package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Home Assistant's own sentence files, as they are. */
class HomeAssistantFilesTest {

    /** Files all of whose sentences hold free text or need a kind of device that a home may lack: there is nothing to hear in them. */
    private static final String NOTHING_TO_HEAR = "can be heard; left out";

    @Test
    void shouldLoadOrRefuseWithAReasonEveryEnglishFileByItself() throws IOException {
        Path folder = SharedFiles.require("text/ha-intents/sentences/en");
        List<String> refused = new ArrayList<>();
        int loaded = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
                try {
                    LoadedGrammar grammar = GrammarSources.load(file, Home.shipped());
                    assertEquals(grammar.grammar().sentences().size(), grammar.sentences().size(), file.toString());
                    loaded++;
                } catch (GrammarSourceException e) {
                    assertTrue(e.getMessage().contains(NOTHING_TO_HEAR), e.getMessage());
                    refused.add(folder.relativize(file).toString());
                }
            }
        }
        assertEquals(List.of(
                "HassMediaSearchAndPlay/area_only.yaml", "HassMediaSearchAndPlay/default.yaml", "HassMediaSearchAndPlay/name_area.yaml",
                "HassMediaSearchAndPlay/name_only.yaml", "_common.yaml", "assist_satellite_HassBroadcast.yaml",
                "media_player_HassMediaSearchAndPlay.yaml", "script_HassTurnOn.yaml",
                "shopping_list_HassShoppingListAddItem.yaml", "shopping_list_HassShoppingListCompleteItem.yaml",
                "todo_HassListAddItem.yaml", "todo_HassListCompleteItem.yaml", "valve_HassSetPosition.yaml", "valve_HassTurnOff.yaml",
                "valve_HassTurnOn.yaml"), refused);
        assertTrue(loaded >= 48, loaded + " files loaded");
    }

    @Test
    void shouldLoadTheWholeEnglishFolderAsOneGrammar() {
        LoadedGrammar all = GrammarSources.load(SharedFiles.require("text/ha-intents"), Home.shipped());
        assertTrue(all.grammar().sentences().size() > 450, all.grammar().sentences().size() + " sentences");
        assertTrue(all.droppedCount() > 0 && all.dropped().keySet().stream().anyMatch(reason -> reason.contains("free text")), all.dropped().toString());
        TextMatcher matcher = new TextMatcher(all);
        assertEquals("HassLightSet", matcher.match("set the bed light brightness to 50%").orElseThrow().intent());
        assertEquals("HassTurnOn", matcher.match("light up the kitchen").orElseThrow().intent());
        assertEquals("HassGetState", matcher.match("are any batteries low in the kitchen").orElseThrow().intent());
        assertEquals("HassStartTimer", matcher.match("please set a timer for 1 hour, 5 minutes and 30 seconds").orElseThrow().intent());
    }

    @Test
    void shouldReadTheChineseFilesWordByCharacter() {
        Home home = new Home("zh-cn", List.of(new Home.Area("客厅", List.of(), Optional.empty())), List.of(),
                List.of(new Home.Device("台灯", List.of(), "light", Optional.of("客厅"), Optional.empty())));
        LoadedGrammar all = GrammarSources.load(SharedFiles.require("text/ha-intents"), home);
        assertEquals("zh", all.grammar().language());
        assertEquals("HassTurnOn", new TextMatcher(all).match("打开台灯").orElseThrow().intent());
    }
}
