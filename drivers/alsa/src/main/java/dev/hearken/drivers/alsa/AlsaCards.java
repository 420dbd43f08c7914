package dev.hearken.drivers.alsa;

import dev.hearken.drivers.alsa.internal.DeviceHints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sound cards of this machine. */
public final class AlsaCards {

    private static final Path PROC = Path.of("/proc/asound");
    /** For instance {@code  1 [ArrayUAC10     ]: USB-Audio - ReSpeaker 4 Mic Array (UAC1.0)}. */
    private static final Pattern CARD = Pattern.compile("\\s*(\\d+) \\[(\\S+)\\s*\\]: \\S+ - (.*)");
    /** For instance {@code 01-00: USB Audio : USB Audio : playback 1 : capture 1}. */
    private static final Pattern DEVICE = Pattern.compile("(\\d+)-(\\d+): (.*)");

    /**
     * A device that can be opened.
     *
     * @param name        for {@link PcmRequest#device()}
     * @param description for people
     */
    public record Device(String name, String description, boolean captures, boolean plays) {
    }

    private AlsaCards() {
    }

    /**
     * All devices: those that libasound's configuration names, and the bare hardware as the kernel lists it.
     *
     * @throws AlsaException if libasound is not installed
     */
    public static List<Device> list() {
        List<Device> devices = new ArrayList<>(DeviceHints.list());
        for (Device device : listProc(PROC)) {
            if (devices.stream().noneMatch(known -> known.name().equals(device.name()))) {
                devices.add(device);
            }
        }
        return devices;
    }

    /** The hardware by the kernel's own files, which works without libasound. Empty if there is no card. */
    static List<Device> listProc(Path proc) {
        List<String> names = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        for (String line : lines(proc.resolve("cards"))) {
            Matcher card = CARD.matcher(line);
            if (card.matches()) {
                while (names.size() <= Integer.parseInt(card.group(1))) {
                    names.add("");
                    titles.add("");
                }
                names.set(Integer.parseInt(card.group(1)), card.group(2));
                titles.set(Integer.parseInt(card.group(1)), card.group(3).strip());
            }
        }
        List<Device> devices = new ArrayList<>();
        for (String line : lines(proc.resolve("pcm"))) {
            Matcher device = DEVICE.matcher(line);
            int card = device.matches() ? Integer.parseInt(device.group(1)) : -1;
            if (card >= 0 && card < names.size() && !names.get(card).isEmpty()) {
                devices.add(new Device("hw:CARD=" + names.get(card) + ",DEV=" + Integer.parseInt(device.group(2)), titles.get(card),
                        device.group(3).contains("capture"), device.group(3).contains("playback")));
            }
        }
        return devices;
    }

    /** One sentence that names the cards found, for messages. */
    public static String describe() {
        return describe(listProc(PROC));
    }

    static String describe(List<Device> hardware) {
        if (hardware.isEmpty()) {
            return "No sound card was found on this machine.";
        }
        List<String> texts = hardware.stream().map(device -> device.name() + " (" + device.description() + ", "
                + (device.captures() ? device.plays() ? "microphone and loudspeaker" : "microphone" : "loudspeaker") + ")").toList();
        return "Cards found: " + String.join("; ", texts) + ".";
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            // No such file: the kernel has no sound, or this is a container.
            return List.of();
        }
    }
}
