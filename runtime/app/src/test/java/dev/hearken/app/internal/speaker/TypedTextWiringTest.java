package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.dialogue.Home;
import dev.hearken.dialogue.NameSounds;
import dev.hearken.hub.HubPort.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text that Hermes' skills hand over, with names that are not quite those of the home. */
class TypedTextWiringTest {

    /** As the lexicon would have it: one vowel is another. */
    private static final NameSounds SOUNDS = (one, other) -> one.equals(other) ? 0 : one.equals("ovin") && other.equals("oven") ? 0.25 : 1;

    @TempDir
    private Path folder;

    private HandSteppedSpeaker speaker(String risky, String... ovenAliases) {
        Home home = new Home("en", List.of(), List.of(), List.of(new Home.Device("light", List.of(), "light", Optional.empty(), Optional.empty()),
            new Home.Device("oven", List.of(ovenAliases), "switch", Optional.empty(), Optional.empty())));
        SpeechParts.Talk talk = new SpeechParts.Talk(FakeHearing.grammar(), home, SOUNDS);
        return new HandSteppedSpeaker(folder, Optional.empty(), Optional.of(talk), new Override("test", "hermes.enabled", "true"),
            new Override("test", "dialogue.confirm", "[" + risky + "]"));
    }

    /** The one answer to a query: its kind under "topic". */
    private static JsonObject query(HandSteppedSpeaker speaker, String input) {
        speaker.hub.published.clear();
        speaker.hub.deliver("hermes/nlu/query", new JsonObject().put("input", input).put("id", "q1").put("siteId", "default").encode().getBytes(StandardCharsets.UTF_8), false);
        speaker.drain();
        List<Message> answers = speaker.hub.published.stream().filter(m -> m.topic().startsWith("hermes/nlu/")).toList();
        assertEquals(1, answers.size());
        return new JsonObject(new String(answers.get(0).payload(), StandardCharsets.UTF_8)).put("topic", answers.get(0).topic().substring("hermes/nlu/".length()));
    }

    @Test
    void shouldTakeANearMissOfAName() {
        JsonObject answer = query(speaker("lock"), "turn on the ovin");
        assertEquals("intentParsed", answer.getString("topic"));
        assertEquals("oven", answer.getJsonArray("slots").getJsonObject(0).getJsonObject("value").getString("value"));
        assertEquals("turn on the ovin", answer.getString("input"));
        assertFalse(answer.containsKey("question"));
    }

    @Test
    void shouldAskBackWhereANearMissWouldBeRisky() {
        HandSteppedSpeaker speaker = speaker("switch");
        JsonObject answer = query(speaker, "turn on the ovin");
        assertEquals("intentNotRecognized", answer.getString("topic"));
        assertEquals("Do you mean oven?", answer.getString("question"));
        assertEquals(new JsonArray().add("oven"), answer.getJsonArray("choices"));
        assertEquals("q1", answer.getString("id"));
        assertEquals("intentParsed", query(speaker, "turn on the oven").getString("topic"), "as it is called there is nothing to guess");
    }

    @Test
    void shouldAskWhichOneWhereTwoHaveTheName() {
        JsonObject answer = query(speaker("lock", "light"), "turn on the light");
        assertEquals("intentNotRecognized", answer.getString("topic"));
        assertEquals("Which one: light or oven?", answer.getString("question"));
    }

    @Test
    void shouldLeaveAloneWhatIsNothingLikeAName() {
        JsonObject answer = query(speaker("lock"), "turn on the helicopter");
        assertEquals("intentNotRecognized", answer.getString("topic"));
        assertFalse(answer.containsKey("question"));
    }
}
