package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.hub.HubPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mute of a whole speaker: nothing passes while it is on, and only those lift it who may. */
class MuteTest {

    private static final Override BUTTON = new Override("test", "panel.buttons", "[{device: /dev/input/event0, key: mute, does: mute}]");
    private static final Override SWITCH = new Override("test", "panel.mute-switch", "{device: /dev/input/event1}");

    @TempDir
    private Path folder;
    private final List<HandSteppedSpeaker> speakers = new ArrayList<>();

    private HandSteppedSpeaker speaker(Override... settings) {
        HandSteppedSpeaker speaker = new HandSteppedSpeaker(folder, settings);
        speakers.add(speaker);
        return speaker;
    }

    /** What is kept in the background is kept before the folder goes. */
    @AfterEach
    void close() {
        speakers.forEach(speaker -> speaker.assembly.close());
    }

    private void node(String path) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        if (!Files.exists(folder.resolve(path))) {
            Files.createFile(folder.resolve(path));
        }
    }

    private static boolean lastMute(HandSteppedSpeaker speaker) {
        List<io.vertx.core.json.JsonObject> told = speaker.hub.bodies("mute/state");
        return told.get(told.size() - 1).getBoolean("muted");
    }

    /** Sound of every kind, and time for everybody to take it. */
    private static void talk(HandSteppedSpeaker speaker) {
        speaker.source.then(5_000, 8_000).then(FakeHearing.WAKE, 8_000).then(5_000, 16_000);
        for (int i = 0; i < 60; i++) {
            speaker.step(5);
            speaker.tick();
        }
    }

    private static int loudest(HubPort.Message sound) {
        int loudest = 0;
        for (int i = 44; i < sound.payload().length; i++) {
            loudest = Math.max(loudest, Math.abs(sound.payload()[i]));
        }
        return loudest;
    }

    private static List<HubPort.Message> sounds(HandSteppedSpeaker speaker) {
        return speaker.hub.published.stream().filter(m -> m.topic().endsWith("/audioFrame")).toList();
    }

    @Test
    void shouldLetNotOneSampleThrough() {
        HandSteppedSpeaker speaker = speaker(new Override("test", "hermes.enabled", "true"), new Override("test", "hermes.audio-frames", "always"));
        talk(speaker);
        assertEquals(1, speaker.hub.bodies("wake").size(), "it hears");
        assertTrue(sounds(speaker).stream().anyMatch(m -> loudest(m) > 0), "and is heard");
        speaker.command("stop", "");
        speaker.source.then(6_000, 800);
        speaker.assembly.seats().get(0).invoker().invoke();
        speaker.command("mute", "on");
        speaker.wake.loudest = 0;
        speaker.activity.loudest = 0;
        speaker.recogniser.heard.clear();
        speaker.hub.published.clear();
        talk(speaker);
        speaker.command("listen", "");
        talk(speaker);
        assertEquals(0, speaker.wake.loudest);
        assertEquals(0, speaker.activity.loudest);
        assertTrue(speaker.recogniser.heard.stream().allMatch(sample -> sample == 0), "whatever was asked of it");
        assertTrue(sounds(speaker).size() > 50, "the stream goes on");
        assertEquals(0, sounds(speaker).stream().mapToInt(MuteTest::loudest).max().orElseThrow(), "with silence");
        assertEquals(0, speaker.hub.bodies("wake").size());
        speaker.command("mute", "off");
        talk(speaker);
        assertTrue(speaker.wake.loudest > 0);
        assertEquals(1, speaker.hub.bodies("wake").size());
    }

    @Test
    void shouldStayMutedOverARestartUntilTheHomeLiftsIt() {
        HandSteppedSpeaker before = speaker();
        before.command("mute", "on");
        before.assembly.close();
        HandSteppedSpeaker after = speaker();
        after.drain();
        assertTrue(lastMute(after));
        assertEquals("muted", after.lastState());
        talk(after);
        assertEquals(0, after.wake.loudest, "from the very first sample");
        after.command("mute", "off");
        after.assembly.close();
        assertFalse(lastMute(speaker()));
    }

    @Test
    void shouldLetOnlyTheButtonLiftWhatItSwitchedOff() throws IOException {
        node("dev/input/event0");
        HandSteppedSpeaker speaker = speaker(BUTTON);
        var button = speaker.kernel.node(folder.resolve("dev/input/event0").toString());
        speaker.step(3);
        button.input(1, 113, 1);
        button.input(1, 113, 2);
        button.input(1, 113, 0);
        speaker.step(2);
        assertTrue(lastMute(speaker), "pressed once, held for a while");
        speaker.command("mute", "off");
        assertTrue(lastMute(speaker));
        List<io.vertx.core.json.JsonObject> faults = speaker.hub.bodies("fault");
        assertEquals("mute: the microphones stay off: they were switched off by the button of the case; only it lifts this", faults.get(faults.size() - 1).getString("message"));
        speaker.assembly.close();
        HandSteppedSpeaker after = speaker(BUTTON);
        after.command("mute", "off");
        assertTrue(lastMute(after), "over a restart too");
        var again = after.kernel.node(folder.resolve("dev/input/event0").toString());
        after.step(2);
        again.input(1, 113, 1);
        after.step(2);
        assertFalse(lastMute(after));
    }

    @Test
    void shouldObeyTheSwitchAndNobodyElse() throws IOException {
        node("dev/input/event1");
        HandSteppedSpeaker speaker = speaker(SWITCH);
        var node = speaker.kernel.node(folder.resolve("dev/input/event1").toString());
        speaker.drain();
        assertTrue(lastMute(speaker), "until the switch has been read");
        speaker.step(2);
        assertFalse(lastMute(speaker));
        node.on = true;
        node.input(5, 14, 1);
        speaker.step(2);
        speaker.command("mute", "off");
        assertTrue(lastMute(speaker));
        talk(speaker);
        assertEquals(0, speaker.wake.loudest);
        node.on = false;
        node.input(5, 14, 0);
        speaker.step(2);
        assertFalse(lastMute(speaker));
        node.trouble = "unplugged";
        speaker.step(2);
        assertTrue(lastMute(speaker), "a switch that cannot be read counts as on");
        assertTrue(speaker.hub.bodies("fault").stream().anyMatch(f -> f.getString("source").equals("mute-switch")), "and that is told");
        node.trouble = "";
        speaker.step(1_100);
        assertFalse(lastMute(speaker), "found again within eleven seconds");
    }

    @Test
    void shouldStayDeafWhereTheSwitchIsMissing() {
        HandSteppedSpeaker speaker = speaker(SWITCH);
        talk(speaker);
        assertTrue(lastMute(speaker));
        assertEquals(0, speaker.wake.loudest);
        assertEquals("/dev/input/event1 is not there", speaker.hub.bodies("fault").get(0).getString("message"));
    }

    @Test
    void shouldCountAMemoryThatCannotBeReadAsMuted() throws IOException {
        Files.createDirectories(folder.resolve("mute"));
        assertTrue(new MuteMemory(folder).muted(), "a folder in the file's place");
        assertFalse(new MuteMemory(folder.resolve("absent")).muted());
    }
}
