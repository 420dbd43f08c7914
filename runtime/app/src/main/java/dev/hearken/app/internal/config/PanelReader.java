package dev.hearken.app.internal.config;

import dev.hearken.app.internal.config.PanelSettings.Button;
import dev.hearken.app.internal.config.PanelSettings.Does;
import dev.hearken.app.internal.config.PanelSettings.Input;
import dev.hearken.app.internal.config.PanelSettings.Key;
import dev.hearken.app.internal.config.PanelSettings.LedKind;
import dev.hearken.app.internal.config.PanelSettings.Leds;
import dev.hearken.app.internal.config.PanelSettings.Line;
import dev.hearken.app.internal.config.PanelSettings.Pull;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The schema of section {@code panel}. */
final class PanelReader {

    private static final int MOST_LEDS = 256;
    private static final int LAST_KEY = 0x2ff;
    /** The kernel's SW_MUTE_DEVICE. */
    private static final int SWITCH_MUTE_DEVICE = 14;

    /** Names of keys that speakers have; the kernel's numbers. */
    private enum KeyName {
        CODE(-1), ENTER(28), MUTE(113), VOLUME_DOWN(114), VOLUME_UP(115), PROG_1(148), PLAY_PAUSE(164), MICROPHONE_MUTE(248), BUTTON_0(256), VOICE_COMMAND(582);

        private final int code;

        KeyName(int code) {
            this.code = code;
        }
    }

    private PanelReader() {
    }

    static PanelSettings read(Section section) {
        Leds leds = leds(section.section("leds"));
        List<Button> buttons = new ArrayList<>();
        List<Section> items = section.sections("buttons", "device");
        for (Section item : items) {
            input(item, false).ifPresent(input -> buttons.add(new Button(input, item.choice("does", Does.ACTION))));
        }
        if (items.isEmpty()) {
            section.unset("buttons", "-");
        }
        Section muteSwitch = section.section("mute-switch");
        return new PanelSettings(leds, buttons, input(muteSwitch, true));
    }

    private static Leds leds(Section section) {
        LedKind kind = section.choice("kind", LedKind.NONE);
        String device = section.text("device", "");
        List<String> names = section.texts("names", List.of());
        int count = section.integer("count", kind == LedKind.SYSFS ? names.size() : 0, 0, MOST_LEDS);
        boolean chain = kind == LedKind.APA102 || kind == LedKind.WS281X;
        if (chain && (device.isEmpty() || count == 0)) {
            section.reject("kind", "needs device, a node such as /dev/spidev0.0, and count, the number of lights");
        }
        if (kind == LedKind.SYSFS && names.isEmpty()) {
            section.reject("kind", "'sysfs' needs names, those of lights below /sys/class/leds");
        }
        return new Leds(kind, device, names, count, section.number("first-degrees", 0, -360, 360), section.flag("ring", false),
            section.flag("clockwise", true), section.number("brightness", 0.3, 0, 1));
    }

    /** Empty if nothing is stated; a line of a chip, or a key of a device. */
    private static Optional<Input> input(Section section, boolean isSwitch) {
        String chip = section.text("chip", "");
        int line = section.integer("line", -1, -1, 1023);
        boolean activeLow = section.flag("active-low", true);
        Pull pull = section.choice("pull", Pull.AS_IS);
        String device = section.text("device", "");
        int code = isSwitch ? section.integer("switch", SWITCH_MUTE_DEVICE, 0, 0x10) : keyCode(section, device.isEmpty());
        if (!chip.isEmpty() && !device.isEmpty()) {
            section.reject("device", "and chip exclude each other");
        } else if (!chip.isEmpty() && line < 0) {
            section.reject("chip", "needs line, the number of the line");
        } else if (!isSwitch && chip.isEmpty() && device.isEmpty()) {
            section.reject("device", "or chip is missing: a button is a key of an input device, or a line of a GPIO chip");
        }
        if (!chip.isEmpty()) {
            return Optional.of(new Line(chip, Math.max(0, line), activeLow, pull));
        }
        return device.isEmpty() ? Optional.empty() : Optional.of(new Key(device, isSwitch ? Key.SWITCH : Key.KEY, code));
    }

    private static int keyCode(Section section, boolean ofNoDevice) {
        KeyName name = section.choice("key", KeyName.CODE);
        int code = section.integer("code", Math.max(0, name.code), 0, LAST_KEY);
        if (!ofNoDevice && code == 0) {
            section.reject("key", "is missing: the name of a key, or 'code' with the kernel's number");
        }
        return code;
    }
}
