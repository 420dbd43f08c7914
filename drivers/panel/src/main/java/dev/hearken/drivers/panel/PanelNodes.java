package dev.hearken.drivers.panel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds device nodes by the names that stay the same from start to start.
 *
 * @param root of the machine's files, "/" but in tests
 */
public record PanelNodes(LinuxCalls calls, Path root) {

    /** GPIO_GET_CHIPINFO_IOCTL: name and label of 32 bytes each, number of lines. */
    static final long CHIP_INFO = 0x8044b401L;
    static final int CHIP_INFO_SIZE = 68;
    static final int LABEL_AT = 32;
    private static final int LABEL_LENGTH = 32;

    private static final Pattern NAME = Pattern.compile("N: Name=\"(.*)\"");
    private static final Pattern EVENT = Pattern.compile("H: Handlers=.*\\b(event\\d+)\\b.*");

    /** Of this machine. */
    public static PanelNodes ofMachine() {
        return new PanelNodes(LinuxCalls.system(), Path.of("/"));
    }

    /** The node at an absolute path below the root. */
    public Path at(String path) {
        return root.resolve(path.startsWith("/") ? path.substring(1) : path);
    }

    /**
     * The node of an input device.
     *
     * @param nameOrPath its name as the kernel gives it, or the node
     * @throws PanelException if there is none; the message lists what there is
     */
    public Path input(String nameOrPath) {
        if (nameOrPath.startsWith("/")) {
            return existing(nameOrPath);
        }
        List<String> names = new ArrayList<>();
        String name = "";
        for (String line : lines("proc/bus/input/devices")) {
            Matcher named = NAME.matcher(line);
            Matcher event = EVENT.matcher(line);
            if (named.matches()) {
                name = named.group(1);
                names.add(name);
            } else if (event.matches() && name.equals(nameOrPath)) {
                return at("dev/input/" + event.group(1));
            }
        }
        throw new PanelException("there is no input device \"" + nameOrPath + "\"; " + (names.isEmpty() ? "this machine has none" : "there are: " + String.join(", ", names)));
    }

    /**
     * The node of a GPIO chip.
     *
     * @param labelOrPath its label, or the node
     * @throws PanelException if there is none; the message lists what there is
     */
    public Path gpioChip(String labelOrPath) {
        if (labelOrPath.startsWith("/")) {
            return existing(labelOrPath);
        }
        List<String> labels = new ArrayList<>();
        List<String> closed = new ArrayList<>();
        for (Path chip : gpioChips()) {
            try {
                String label = label(chip);
                if (label.equals(labelOrPath)) {
                    return chip;
                }
                labels.add(label);
            } catch (PanelException e) {
                closed.add(String.valueOf(e.getMessage()));
            }
        }
        labels.addAll(closed);
        throw new PanelException("there is no GPIO chip \"" + labelOrPath + "\"; " + (labels.isEmpty() ? "this machine has none" : "there are: " + String.join(", ", labels)));
    }

    private List<Path> gpioChips() {
        Path dev = root.resolve("dev");
        if (!Files.isDirectory(dev)) {
            return List.of();
        }
        try (Stream<Path> nodes = Files.list(dev)) {
            return nodes.filter(node -> node.getFileName().toString().matches("gpiochip\\d+")).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private String label(Path chip) {
        byte[] info = new byte[CHIP_INFO_SIZE];
        int file = calls.open(chip, LinuxCalls.Access.READ_WRITE);
        try {
            calls.ioctl(file, CHIP_INFO, info);
        } finally {
            calls.close(file);
        }
        ByteBuffer label = ByteBuffer.wrap(info, LABEL_AT, LABEL_LENGTH);
        return StandardCharsets.US_ASCII.decode(label).toString().replaceAll("\0.*", "");
    }

    private Path existing(String path) {
        if (!Files.exists(at(path))) {
            throw new PanelException(path + " is not there");
        }
        return at(path);
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(root.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }
}
