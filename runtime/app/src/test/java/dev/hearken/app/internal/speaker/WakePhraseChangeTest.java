package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.Configuration.WakeWord;
import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.hub.HubPort.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release has brought other wake words: whoever shows or takes them follows without a restart. */
class WakePhraseChangeTest {

    private static final String DEVICE = "homeassistant/device/hearken-default/config";

    @TempDir
    private Path folder;
    private HandSteppedSpeaker speaker;

    @BeforeEach
    void listen() {
        speaker = new HandSteppedSpeaker(folder, new Override("test", "wake.words", "[computer, jarvis]"));
        speaker.drain();
    }

    private void goOver(List<WakeWord> words) {
        SpeechParts next = new SpeechParts(words, FakeHearing.Wake::new, FakeHearing.Activity::new, FakeHearing.Recogniser::new, FakeHearing.grammar(),
            FakeHearing::compiled, FakeHearing::matcher, FakeHearing.Recogniser::new, Optional.empty(), Optional.of(FakeHearing.Voice::new), Optional.empty());
        boolean[] changed = new boolean[1];
        speaker.assembly.modelChange().to(LoadedSpeech.load(next), () -> changed[0] = true);
        speaker.source.then(0, 32_000);
        speaker.step(300);
        assertTrue(changed[0]);
    }

    private List<JsonArray> offeredToHomeAssistant() {
        return speaker.hub.published.stream().filter(m -> m.topic().equals(DEVICE)).map(WakePhraseChangeTest::body)
            .map(device -> device.getJsonObject("cmps").getJsonObject("wakeword").getJsonArray("options")).toList();
    }

    private static JsonObject body(Message message) {
        return new JsonObject(new String(message.payload(), StandardCharsets.UTF_8));
    }

    private String wakeWordStated() {
        List<JsonObject> states = speaker.hub.bodies("state");
        return states.get(states.size() - 1).getString("wakeWord");
    }

    @Test
    void shouldOfferTheNewOnesToTheHome() {
        speaker.command("wakeword", "jarvis");
        assertEquals("jarvis", wakeWordStated());
        goOver(FakeHearing.words("hey house", "okay kitchen"));
        assertEquals(List.of(new JsonArray(List.of("all", "computer", "jarvis")), new JsonArray(List.of("all", "hey house", "okay kitchen"))), offeredToHomeAssistant());
        assertEquals("all", wakeWordStated(), "what was selected is there no more");
        speaker.command("wakeword", "jarvis");
        assertEquals("all", wakeWordStated());
        assertEquals("command", speaker.hub.bodies("fault").get(0).getString("source"));
        speaker.command("wakeword", "okay kitchen");
        assertEquals("okay kitchen", wakeWordStated());
    }

    @Test
    void shouldKeepWhatWasSelectedAndTellNothingTwice() {
        speaker.command("wakeword", "computer");
        goOver(FakeHearing.words("computer", "jarvis"));
        assertEquals("computer", wakeWordStated());
        assertEquals(1, offeredToHomeAssistant().size(), "nothing has changed");
    }

    @Test
    void shouldAskForTheScoreThatTheNewOnesNeed() {
        goOver(List.of(new WakeWord("computer", Optional.of(0.99))));
        speaker.sayCommand();
        speaker.step(300);
        assertEquals(List.of(), speaker.hub.bodies("wake"));
        goOver(FakeHearing.words("computer"));
        speaker.sayCommand();
        speaker.step(300);
        assertEquals(1, speaker.hub.bodies("wake").size());
    }
}
