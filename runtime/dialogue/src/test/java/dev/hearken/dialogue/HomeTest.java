package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HomeTest {

    @TempDir
    Path folder;

    @Test
    void shouldFillNamesAndAreasOfTheUsersHome() throws Exception {
        Home home = load("\uFEFFareas: [{name: Studio 2, aliases: [atelier]}]\ndevices: [{name: Ångström lamp, domain: light, area: Studio 2, aliases: [blue one]}]\n");
        assertEquals(new Home.Device("Ångström lamp", List.of("blue one"), "light", Optional.of("Studio 2"), Optional.empty()), home.devices().get(0));
        LoadedGrammar loaded = GrammarSources.shipped(home);
        TextMatcher matcher = new TextMatcher(loaded);
        assertEquals("Ångström lamp", matcher.match("Turn on the blue one").orElseThrow().slots().get("name").value());
        assertEquals("Studio 2", matcher.match("turn on the lights in studio two").orElseThrow().slots().get("area").value());
        assertTrue(matcher.match("lock the front door").isEmpty());
        assertTrue(loaded.dropped().keySet().stream().anyMatch(reason -> reason.contains("=lock")), "says which sentences this home does not need");
    }

    @Test
    void shouldLeaveASpeakerOfAnEmptyHomeItsOwnSkills() {
        TextMatcher matcher = new TextMatcher(GrammarSources.shipped(Home.empty("en")));
        assertTrue(matcher.match("set a timer for five minutes").isPresent());
        assertTrue(matcher.match("turn on the lights in the kitchen").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "rooms: [] | 1:1: unknown key 'rooms'",
            "areas: [{name: Attic}, {name: Attic}] | the area 'Attic' appears twice",
            "devices: [{name: Lamp}] | expected a key 'domain'",
            "devices: [{name: '💡', domain: light}] | can be spoken",
            "devices: [{name: Lamp, domain: light, area: Attic}] | no area 'Attic'",
            "devices: [{name: Lamp, domain: light}, {name: lamp!, domain: light}] | appears twice",
            "devices: Lamp | devices must be a list",
            "areas: [Attic] | an area must be a mapping",
            "areas: [{name: Attic, name: Loft}] | appears twice",
    })
    void shouldRefuseMistakes(String yaml, String problem) {
        GrammarSourceException e = assertThrows(GrammarSourceException.class, () -> load(yaml));
        assertTrue(e.getMessage().contains(problem), e.getMessage());
    }

    @Test
    void shouldNameAMissingFile() {
        GrammarSourceException e = assertThrows(GrammarSourceException.class, () -> Home.load(folder.resolve("none.yaml")));
        assertTrue(e.getMessage().endsWith("none.yaml:1:1: no such file"), e.getMessage());
    }

    private Home load(String yaml) throws Exception {
        return Home.load(Files.writeString(folder.resolve("home.yaml"), yaml));
    }
}
