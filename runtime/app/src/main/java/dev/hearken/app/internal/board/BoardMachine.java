package dev.hearken.app.internal.board;

import dev.hearken.drivers.panel.PanelNodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The machine that is looked at.
 *
 * @param nodes      device nodes, and where its files begin
 * @param cards      sound cards
 * @param processors that Java may use
 */
public record BoardMachine(PanelNodes nodes, CardLook cards, int processors) {

    /** Where boards with a device tree, and where PCs say what they are. */
    private static final List<String> MODEL_FILES = List.of("proc/device-tree/model", "sys/class/dmi/id/product_name");

    public static BoardMachine here() {
        return new BoardMachine(PanelNodes.ofMachine(), CardLook.ALSA, Runtime.getRuntime().availableProcessors());
    }

    /** What the machine calls itself. */
    public Optional<String> model() {
        for (String file : MODEL_FILES) {
            String text = text(file).replace("\0", "").strip();
            if (!text.isEmpty()) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    /** Whether it is one of those that a board file means: by the beginning of its model, or by one of the names in its device tree's {@code compatible}. */
    public boolean isA(String machine) {
        return model().filter(model -> model.startsWith(machine)).isPresent() || List.of(text("proc/device-tree/compatible").split("\0")).contains(machine);
    }

    /** Memory in MB; 0 if it is not known. */
    public int memoryMb() {
        for (String line : text("proc/meminfo").split("\n")) {
            if (line.startsWith("MemTotal:")) {
                return Integer.parseInt(line.replaceAll("[^0-9]", "")) / 1024;
            }
        }
        return 0;
    }

    /** A file or node of the machine. */
    public Path at(String path) {
        return nodes.at(path);
    }

    private String text(String file) {
        try {
            return Files.readString(nodes.at(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
