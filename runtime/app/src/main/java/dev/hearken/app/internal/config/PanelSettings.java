package dev.hearken.app.internal.config;

import java.util.List;
import java.util.Optional;

/**
 * Lights, buttons and the mute switch of a board, section {@code panel}: mostly written in a board file.
 *
 * @param leds       the lights
 * @param buttons    what can be pressed
 * @param muteSwitch a switch, not a button: while it is on, only it can switch the microphones on again
 */
public record PanelSettings(Leds leds, List<Button> buttons, Optional<Input> muteSwitch) {

    public PanelSettings {
        buttons = List.copyOf(buttons);
    }

    /** Whether there is anything to drive. */
    public boolean present() {
        return leds.kind() != LedKind.NONE || !buttons.isEmpty() || muteSwitch.isPresent();
    }

    /** Whether the microphones can be muted and unmuted at the device. */
    public boolean mutesHere() {
        return buttons.stream().anyMatch(button -> button.does() == Does.MUTE);
    }

    /** How lights are driven. */
    public enum LedKind {
        NONE,
        /** Chain on an SPI bus, through /dev/spidev. */
        APA102,
        /** Chain behind a kernel driver that takes four bytes a light, such as the Raspberry Pi 5's ws2812-pio. */
        WS281X,
        /** Lights of the kernel's own, below /sys/class/leds. */
        SYSFS
    }

    /**
     * @param kind         how they are driven
     * @param device       node of a chain
     * @param names        of lights below /sys/class/leds, in their order
     * @param count        lights of a chain
     * @param firstDegrees direction of the first light, in the frame of the microphones: from x towards y; for rings
     * @param ring         whether they stand in a ring, hence can show a direction
     * @param clockwise    whether the following lights lie clockwise, seen from above
     * @param brightness   0..1
     */
    public record Leds(LedKind kind, String device, List<String> names, int count, double firstDegrees, boolean ring, boolean clockwise, double brightness) {
        public Leds {
            names = List.copyOf(names);
        }
    }

    /** What a button does. */
    public enum Does {
        /** Ends what sounds or is listened to; else listens, without the wake word. */
        ACTION, MUTE, VOLUME_UP, VOLUME_DOWN
    }

    /** @param input what tells that it is pressed */
    public record Button(Input input, Does does) {
    }

    /** A thing with two positions. */
    public sealed interface Input {
    }

    /**
     * A key or switch of an input device.
     *
     * @param device path of the node, or the device's name as the kernel gives it
     * @param type   EV_KEY (1) or EV_SW (5)
     * @param code   of the kernel's input-event-codes
     */
    public record Key(String device, int type, int code) implements Input {
        /** The kernel's EV_KEY. */
        public static final int KEY = 1;
        /** The kernel's EV_SW. */
        public static final int SWITCH = 5;
    }

    /**
     * A line of a GPIO chip.
     *
     * @param chip      path of the node, or the chip's label
     * @param offset    of the line
     * @param activeLow whether a low voltage means pressed, or switched on
     * @param pull      resistor of the chip
     */
    public record Line(String chip, int offset, boolean activeLow, Pull pull) implements Input {
    }

    /** Resistor of a GPIO line. */
    public enum Pull { AS_IS, UP, DOWN, NONE }
}
