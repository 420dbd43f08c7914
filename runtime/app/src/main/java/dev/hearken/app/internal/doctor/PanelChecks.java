package dev.hearken.app.internal.doctor;

import dev.hearken.app.internal.config.PanelSettings;
import dev.hearken.app.internal.config.PanelSettings.Button;
import dev.hearken.app.internal.panel.PanelDevices;
import dev.hearken.drivers.panel.PanelException;
import dev.hearken.drivers.panel.PanelNodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether lights, buttons and the mute switch of the configuration are there and may be used; nothing is lit or read. */
final class PanelChecks {

    private PanelChecks() {
    }

    static List<Check> of(PanelSettings panel, PanelNodes nodes) {
        List<Check> checks = new ArrayList<>();
        switch (panel.leds().kind()) {
            case NONE -> { }
            case APA102 -> checks.add(node("lights", panel.leds().device(), nodes, "; switch SPI on (Raspberry Pi: dtparam=spi=on in config.txt)"));
            case WS281X -> checks.add(node("lights", panel.leds().device(), nodes, "; its kernel driver is missing (Raspberry Pi 5: dtoverlay=ws2812-pio)"));
            case SYSFS -> panel.leds().names().forEach(name -> checks.add(node("lights", "/sys/class/leds/" + name + "/brightness", nodes, "")));
        }
        for (Button button : panel.buttons()) {
            checks.add(input(PanelDevices.name(button), button.input(), nodes, false));
        }
        panel.muteSwitch().ifPresent(input -> checks.add(input("mute switch", input, nodes, true)));
        return checks;
    }

    private static Check input(String subject, PanelSettings.Input input, PanelNodes nodes, boolean needed) {
        String hint = needed ? "; until it can be read the microphones stay off" : "";
        try {
            Path node = PanelDevices.node(input, nodes);
            if (!Files.isReadable(node)) {
                return Check.warning(subject, node + (Files.exists(node) ? " may not be read: the speaker's user must be in the group that owns it" : " is not there") + hint);
            }
            return Check.ok(subject, node.toString());
        } catch (PanelException e) {
            return Check.warning(subject, e.getMessage() + hint);
        }
    }

    private static Check node(String subject, String path, PanelNodes nodes, String hint) {
        Path node = nodes.at(path);
        if (!Files.exists(node)) {
            return Check.warning(subject, path + " is not there" + hint);
        }
        return Files.isWritable(node) ? Check.ok(subject, path) : Check.warning(subject, path + " may not be written: the speaker's user must be in the group that owns it");
    }
}
