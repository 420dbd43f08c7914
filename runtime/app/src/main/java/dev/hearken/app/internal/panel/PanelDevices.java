package dev.hearken.app.internal.panel;

import dev.hearken.app.internal.config.PanelSettings;
import dev.hearken.app.internal.config.PanelSettings.Button;
import dev.hearken.app.internal.config.PanelSettings.Input;
import dev.hearken.app.internal.config.PanelSettings.Key;
import dev.hearken.app.internal.config.PanelSettings.Line;
import dev.hearken.drivers.panel.Apa102Lights;
import dev.hearken.drivers.panel.Contact;
import dev.hearken.drivers.panel.GpioContact;
import dev.hearken.drivers.panel.InputContact;
import dev.hearken.drivers.panel.LightPatterns;
import dev.hearken.drivers.panel.LightShow;
import dev.hearken.drivers.panel.Lights;
import dev.hearken.drivers.panel.PanelException;
import dev.hearken.drivers.panel.PanelNodes;
import dev.hearken.drivers.panel.SysfsLights;
import dev.hearken.drivers.panel.Ws281xLights;
import java.nio.file.Path;
import java.util.Locale;

/** Opens what the configuration names. */
public final class PanelDevices {

    private PanelDevices() {
    }

    /** How faults and {@code doctor} call a button. */
    public static String name(Button button) {
        return "button " + button.does().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws dev.hearken.drivers.panel.PanelException if there is no such device */
    public static Path node(Input input, PanelNodes nodes) {
        return input instanceof Key key ? nodes.input(key.device()) : nodes.gpioChip(((Line) input).chip());
    }

    /** Whether the mute switch is on now; one that cannot be read counts as on. False where there is none. */
    public static boolean switchedOff(PanelSettings panel, PanelNodes nodes) {
        if (panel.muteSwitch().isEmpty()) {
            return false;
        }
        try (Contact contact = contact(panel.muteSwitch().get(), nodes)) {
            return contact.on();
        } catch (PanelException e) {
            return true;
        }
    }

    /** @throws dev.hearken.drivers.panel.PanelException if it cannot be used */
    static Contact contact(Input input, PanelNodes nodes) {
        Path node = node(input, nodes);
        if (input instanceof Key key) {
            return InputContact.open(nodes.calls(), node, key.type(), key.code());
        }
        Line line = (Line) input;
        return GpioContact.open(nodes.calls(), node, line.offset(), line.activeLow(), GpioContact.Pull.valueOf(line.pull().name()));
    }

    /** @throws dev.hearken.drivers.panel.PanelException if they cannot be used */
    static LightShow lights(PanelSettings.Leds leds, PanelNodes nodes) {
        Lights lights = switch (leds.kind()) {
            case NONE -> throw new IllegalArgumentException("there are no lights");
            case APA102 -> Apa102Lights.open(nodes.calls(), nodes.at(leds.device()), leds.count());
            case WS281X -> Ws281xLights.open(nodes.calls(), nodes.at(leds.device()), leds.count());
            case SYSFS -> SysfsLights.open(nodes.at("/sys/class/leds"), leds.names());
        };
        return new LightShow(lights, new LightPatterns(lights.count(), leds.ring(), leds.firstDegrees(), leds.clockwise()), leds.brightness());
    }
}
