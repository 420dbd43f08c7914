package dev.hearken.app.internal.board;

import dev.hearken.drivers.alsa.AlsaCards;
import dev.hearken.drivers.alsa.PcmOffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Writes a board file for a machine that none of the shipped ones is for, from what can be seen of it. */
public final class BoardProposal {

    private static final Pattern CARD = Pattern.compile("hw:CARD=([^,]+),DEV=(\\d+)");
    private static final int MOST_MICROPHONES = 8;
    private static final List<Integer> USUAL_RATES = List.of(16_000, 48_000);
    private static final List<String> USUAL_FORMATS = List.of("S16_LE", "S32_LE", "S24_3LE", "S24_LE");

    private BoardProposal() {
    }

    /** YAML, ready to be kept and corrected; empty if the machine has no card that records. */
    public static Optional<String> of(BoardMachine machine) {
        List<AlsaCards.Device> hardware;
        try {
            hardware = machine.cards().devices().stream().filter(device -> CARD.matcher(device.name()).matches()).toList();
        } catch (CardLook.Refusal e) {
            return Optional.empty();
        }
        Optional<AlsaCards.Device> microphone = best(hardware, AlsaCards.Device::captures, machine, true);
        if (microphone.isEmpty()) {
            return Optional.empty();
        }
        // The card that records plays too, where it can: only then is a loopback channel possible.
        Optional<AlsaCards.Device> loudspeaker = best(hardware.stream().filter(d -> card(d).equals(card(microphone.get()))).toList(), AlsaCards.Device::plays, machine, false)
            .or(() -> best(hardware, AlsaCards.Device::plays, machine, false));
        StringBuilder yaml = new StringBuilder();
        about(machine, microphone.get(), yaml);
        capture(machine, microphone.get(), yaml);
        yaml.append("playback:\n");
        loudspeaker.ifPresentOrElse(device -> {
            yaml.append("  device: \"").append(device.name()).append("\"\n");
            offer(machine, device, false).ifPresent(offer -> yaml.append("  channels: ").append(Math.max(offer.minChannels(), Math.min(2, offer.maxChannels()))).append('\n').append(runsAt(offer)));
            yaml.append("mixer: {card: \"hw:CARD=").append(card(device)).append("\"}\n");
        }, () -> yaml.append("  device: default   # no card that plays was found\n"));
        yaml.append("backends:\n  order: {default: [onnx]}\n");
        panel(machine, yaml);
        return Optional.of(yaml.toString());
    }

    private static void about(BoardMachine machine, AlsaCards.Device microphone, StringBuilder yaml) {
        String model = machine.model().orElse("Unknown machine");
        yaml.append("# Proposed by `hearken board probe`; keep it as board-configs/NAME.yaml or anywhere, and name it with --board.\n");
        yaml.append("about:\n  name: \"").append(quoted(model + " with " + microphone.description())).append("\"\n");
        yaml.append("  machines: [").append(machine.model().map(m -> "\"" + quoted(m) + "\"").orElse("")).append("]\n");
        yaml.append("  untested:\n    - everything but the names and numbers of the cards, which were read from the machine\n");
        yaml.append("machine: {processors: ").append(machine.processors()).append(", memory-mb: ").append(machine.memoryMb()).append("}\n");
    }

    private static void capture(BoardMachine machine, AlsaCards.Device microphone, StringBuilder yaml) {
        yaml.append("capture:\n  device: \"").append(microphone.name()).append("\"\n");
        Optional<PcmOffer> offer = offer(machine, microphone, true);
        int channels = offer.map(o -> Math.min(32, o.maxChannels())).orElse(0);
        yaml.append("  channels: ").append(channels).append("\n  microphone: 0\n");
        offer.ifPresent(o -> yaml.append(runsAt(o)));
        yaml.append("  period-ms: 16\n  buffer-ms: 250\n");
        if (channels > 2) {
            yaml.append("# ").append(channels).append(" channels: `hearken doctor --mic OUT.png` shows which are microphones and which bring the loudspeaker. Then, for a beam:\n");
            yaml.append("# array:\n#   profile: beam\n#   reference: playback      # or channel, with reference-channel\n#   microphones:\n");
            IntStream.range(0, Math.min(channels, MOST_MICROPHONES)).forEach(c -> yaml.append("#     - {channel: ").append(c).append(", x-mm: 0, y-mm: 0}\n"));
        }
    }

    private static void panel(BoardMachine machine, StringBuilder yaml) {
        List<String> hints = new ArrayList<>();
        for (String node : List.of("/dev/spidev0.0", "/dev/spidev0.1")) {
            if (Files.exists(machine.at(node))) {
                hints.add("leds: {kind: apa102, device: " + node + ", count: 12, ring: true}");
            }
        }
        if (Files.exists(machine.at("/dev/leds0"))) {
            hints.add("leds: {kind: ws281x, device: /dev/leds0, count: 12, ring: true}");
        }
        if (!hints.isEmpty()) {
            yaml.append("# panel: if the case has lights, one of:\n");
            hints.forEach(hint -> yaml.append("#   ").append(hint).append('\n'));
        }
    }

    /** The card with the most channels: an array rather than the jack of the board. */
    private static Optional<AlsaCards.Device> best(List<AlsaCards.Device> devices, Predicate<AlsaCards.Device> fits, BoardMachine machine, boolean captures) {
        return devices.stream().filter(fits).max((a, b) -> Integer.compare(channels(machine, a, captures), channels(machine, b, captures)));
    }

    private static int channels(BoardMachine machine, AlsaCards.Device device, boolean captures) {
        return offer(machine, device, captures).map(o -> Math.min(32, o.maxChannels())).orElse(0);
    }

    private static Optional<PcmOffer> offer(BoardMachine machine, AlsaCards.Device device, boolean captures) {
        try {
            return Optional.of(machine.cards().offer(device.name(), captures));
        } catch (CardLook.Refusal e) {
            return Optional.empty();
        }
    }

    private static String runsAt(PcmOffer offer) {
        List<Integer> rates = USUAL_RATES.stream().filter(rate -> rate >= offer.minRate() && rate <= offer.maxRate()).toList();
        List<String> formats = USUAL_FORMATS.stream().filter(offer.formats()::contains).toList();
        return "  rates: " + rates + "\n  formats: " + formats + "\n";
    }

    private static String card(AlsaCards.Device device) {
        Matcher matcher = CARD.matcher(device.name());
        return matcher.matches() ? matcher.group(1) : "";
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
