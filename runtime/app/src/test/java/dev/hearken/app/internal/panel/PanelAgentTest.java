package dev.hearken.app.internal.panel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.agent.Fault;
import dev.hearken.app.internal.config.PanelSettings;
import dev.hearken.app.internal.config.PanelSettings.Button;
import dev.hearken.app.internal.config.PanelSettings.Does;
import dev.hearken.app.internal.config.PanelSettings.Key;
import dev.hearken.app.internal.config.PanelSettings.LedKind;
import dev.hearken.app.internal.config.PanelSettings.Leds;
import dev.hearken.app.internal.config.PanelSettings.Line;
import dev.hearken.app.internal.config.PanelSettings.Pull;
import dev.hearken.drivers.panel.PanelNodes;
import dev.hearken.drivers.panel.Scene;
import dev.hearken.drivers.panel.ScriptedKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PanelAgentTest {

    private static final Leds RING = new Leds(LedKind.APA102, "/dev/spidev0.0", List.of(), 12, 0, true, true, 1);
    private static final Leds DARK = new Leds(LedKind.NONE, "", List.of(), 0, 0, false, true, 1);

    @TempDir
    private Path folder;
    private final ScriptedKernel kernel = new ScriptedKernel();
    private final List<PanelEvent> events = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private long millis;

    private PanelAgent agent(Leds leds, Optional<PanelSettings.Input> muteSwitch, Button... buttons) {
        return new PanelAgent(new PanelSettings(leds, List.of(buttons), muteSwitch), new PanelNodes(kernel, folder), () -> millis * 1_000_000, events::add, faults::add);
    }

    private ScriptedKernel.Node node(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        return kernel.node(file.toString());
    }

    private void run(PanelAgent agent, int times, int step) {
        for (int i = 0; i < times; i++, millis += step) {
            agent.doWork();
        }
    }

    @Test
    void shouldWaitLongOnlyWhenNothingMoves() throws IOException {
        node("dev/spidev0.0");
        PanelAgent agent = agent(RING, Optional.empty());
        agent.show(Scene.IDLE);
        run(agent, 2, 100);
        agent.show(Scene.of(Scene.Pattern.THINKING));
        run(agent, 1, 33);
        agent.show(Scene.of(Scene.Pattern.MUTED));
        run(agent, 1, 100);
        assertEquals(List.of(100, 100, 33, 100), kernel.waits);
    }

    @Test
    void shouldTellEachFaultOnceAndTryAgainEveryTenSeconds() throws IOException {
        ScriptedKernel.Node spi = node("dev/spidev0.0");
        spi.trouble = "not permitted";
        PanelAgent agent = agent(RING, Optional.empty(), new Button(new Key("/dev/input/event9", Key.KEY, 113), Does.MUTE));
        run(agent, 300, 100);
        assertEquals(List.of("button mute: /dev/input/event9 is not there", "lights: " + folder.resolve("dev/spidev0.0") + " cannot be opened: not permitted"),
            faults.stream().map(f -> f.source() + ": " + f.message()).toList());
        spi.trouble = "";
        run(agent, 101, 100);
        assertTrue(faults.get(2).cleared() && faults.get(2).source().equals("lights"), faults.toString());
        spi.trouble = "gone";
        agent.show(Scene.of(Scene.Pattern.MUTED));
        run(agent, 1, 100);
        assertEquals("lights", faults.get(3).source());
        agent.onClose();
        assertEquals(0, kernel.openFiles(), "nothing is left open");
    }

    @Test
    void shouldReadTheSwitchAtTheStartAndCountItAsOnWhenItIsLost() throws IOException {
        ScriptedKernel.Node chip = node("dev/gpiochip0");
        chip.on = true;
        PanelAgent agent = agent(DARK, Optional.of(new Line("/dev/gpiochip0", 13, true, Pull.UP)));
        run(agent, 1, 100);
        assertEquals(List.of(new PanelEvent.Switched(true)), events);
        chip.edge(false);
        run(agent, 1, 100);
        assertEquals(new PanelEvent.Switched(false), events.get(1));
        chip.trouble = "removed";
        run(agent, 1, 100);
        assertEquals(new PanelEvent.Switched(true), events.get(2));
        assertEquals("mute-switch", faults.get(0).source());
    }

    @Test
    void shouldPressOnceForAHeldButtonButGoOnWithTheVolume() throws IOException {
        ScriptedKernel.Node keys = node("dev/input/event0");
        PanelAgent agent = agent(DARK, Optional.empty(), new Button(new Key("/dev/input/event0", Key.KEY, 582), Does.ACTION),
            new Button(new Key("/dev/input/event0", Key.KEY, 115), Does.VOLUME_UP));
        run(agent, 1, 100);
        for (int code : new int[] {582, 115}) {
            keys.input(1, code, 1);
            keys.input(1, code, 2);
            keys.input(1, code, 0);
        }
        run(agent, 1, 100);
        assertEquals(List.of(new PanelEvent.Pressed(Does.ACTION), new PanelEvent.Pressed(Does.VOLUME_UP), new PanelEvent.Pressed(Does.VOLUME_UP)), events);
    }
}
