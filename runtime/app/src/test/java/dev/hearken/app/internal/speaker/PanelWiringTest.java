package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.drivers.panel.ScriptedKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lights and buttons of a whole speaker, on scripted device nodes. */
class PanelWiringTest {

    private static final Override LIGHTS = new Override("test", "panel.leds", "{kind: ws281x, device: /dev/leds0, count: 3, brightness: 1}");
    private static final Override BUTTONS = new Override("test", "panel.buttons", "[{device: /dev/input/event0, key: volume-up, does: volume-up}, "
        + "{device: /dev/input/event0, key: volume-down, does: volume-down}, {chip: /dev/gpiochip0, line: 17, does: action}]");

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

    private ScriptedKernel.Node node(HandSteppedSpeaker speaker, String path) throws IOException {
        Files.createDirectories(folder.resolve(path).getParent());
        if (!Files.exists(folder.resolve(path))) {
            Files.createFile(folder.resolve(path));
        }
        return speaker.kernel.node(folder.resolve(path).toString());
    }

    /** Colours of the first light, in the order in which frames were sent, equal ones once. */
    private static List<String> colours(ScriptedKernel.Node lights) {
        List<String> colours = new ArrayList<>();
        for (byte[] frame : lights.written) {
            String colour = String.format("%02x%02x%02x", frame[0], frame[1], frame[2]);
            if (colours.isEmpty() || !colours.get(colours.size() - 1).equals(colour)) {
                colours.add(colour);
            }
        }
        return colours;
    }

    @Test
    void shouldShowWhatTheSpeakerDoes() throws IOException {
        HandSteppedSpeaker speaker = speaker(LIGHTS);
        ScriptedKernel.Node lights = node(speaker, "dev/leds0");
        speaker.step(5);
        assertEquals("000000", colours(lights).get(colours(lights).size() - 1), "started: dark");
        int idle = lights.written.size();
        speaker.step(50);
        assertEquals(idle, lights.written.size(), "and nothing is sent while nothing changes");
        speaker.sayCommand();
        speaker.step(600);
        List<String> colours = colours(lights);
        assertTrue(colours.contains("0060ff"), "blue while it listens: " + colours);
        assertTrue(colours.indexOf("0060ff") < colours.indexOf("004000"), "then green while it speaks: " + colours);
        assertEquals("000000", colours.get(colours.size() - 1));
        speaker.command("mute", "on");
        speaker.step(3);
        speaker.command("say", "Dinner!");
        speaker.step(100);
        assertEquals("ff0000", colours(lights).get(colours(lights).size() - 1), "red while the microphones are off, whatever else goes on");
    }

    @Test
    void shouldDoWhatButtonsSay() throws IOException {
        HandSteppedSpeaker speaker = speaker(BUTTONS);
        ScriptedKernel.Node keys = node(speaker, "dev/input/event0");
        ScriptedKernel.Node action = node(speaker, "dev/gpiochip0");
        speaker.step(5);
        keys.input(1, 114, 1);
        keys.input(1, 114, 2);
        keys.input(1, 114, 0);
        speaker.step(2);
        assertEquals(90, speaker.assembly.dialogue().settings().volume(), "down twice while the key is held");
        action.edge(true);
        action.edge(false);
        speaker.step(2);
        assertEquals("listening", speaker.lastState());
        action.edge(true);
        speaker.step(2);
        assertEquals("idle", speaker.lastState(), "pressed again: given up");
    }

    @Test
    void shouldGoOnWithoutWhatIsMissingAndTakeItUpWhenItComes() throws IOException {
        HandSteppedSpeaker speaker = speaker(LIGHTS, BUTTONS);
        ScriptedKernel.Node keys = node(speaker, "dev/input/event0");
        keys.trouble = "not permitted";
        speaker.step(5);
        List<String> faults = speaker.hub.bodies("fault").stream().map(f -> f.getString("source")).distinct().toList();
        assertEquals(List.of("button volume-up", "button volume-down", "button action", "lights"), faults);
        speaker.sayCommand();
        speaker.step(600);
        assertEquals(1, speaker.hub.bodies("intent").size(), "the speaker works all the same");
        keys.trouble = "";
        ScriptedKernel.Node lights = node(speaker, "dev/leds0");
        speaker.step(1_000);
        assertTrue(lights.written.size() > 0, "tried again after ten seconds");
        assertTrue(speaker.hub.bodies("fault").stream().anyMatch(f -> f.getString("source").equals("lights") && f.getBoolean("cleared")));
        speaker.command("volume", "30");
        keys.input(1, 115, 1);
        speaker.step(2);
        assertEquals(35, speaker.assembly.dialogue().settings().volume());
    }
}
