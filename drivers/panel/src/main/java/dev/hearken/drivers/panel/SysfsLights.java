package dev.hearken.drivers.panel;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lights that the kernel drives, below {@code /sys/class/leds}: each a file {@code brightness}, and those with several colours in one
 * place (class multicolor) a file {@code multi_intensity}. A light of one colour shows that part of a colour that it can, by the
 * first word of its name.
 */
public final class SysfsLights implements Lights {

    private static final int FULL = 255;

    private final List<Light> lights;

    private SysfsLights(List<Light> lights) {
        this.lights = lights;
    }

    /**
     * Takes lights over from the kernel's own triggers.
     *
     * @param leds  the folder of all lights, usually /sys/class/leds
     * @param names of the lights, in the order of their colours
     * @throws PanelException if one is not there or may not be written
     */
    public static SysfsLights open(Path leds, List<String> names) {
        List<Light> lights = new ArrayList<>();
        for (String name : names) {
            lights.add(Light.open(leds.resolve(name), name));
        }
        return new SysfsLights(lights);
    }

    @Override
    public int count() {
        return lights.size();
    }

    @Override
    public void show(int[] rgb) {
        for (int i = 0; i < lights.size(); i++) {
            lights.get(i).show(rgb[i]);
        }
    }

    @Override
    public void close() {
        // Nothing is held open.
    }

    /**
     * @param channels shifts of the colours it has, in the order of multi_intensity; empty for a light of one colour
     * @param mask     colours that a light of one colour stands for
     */
    private record Light(Path folder, int most, List<Integer> channels, int mask) {

        static Light open(Path folder, String name) {
            try {
                int most = Integer.parseInt(Files.readString(folder.resolve("max_brightness")).strip());
                if (Files.exists(folder.resolve("trigger"))) {
                    put(folder.resolve("trigger"), "none");
                }
                List<Integer> channels = Files.exists(folder.resolve("multi_index"))
                    ? List.of(Files.readString(folder.resolve("multi_index")).strip().split("\\s+")).stream().map(Light::shift).toList() : List.of();
                if (!channels.isEmpty()) {
                    put(folder.resolve("brightness"), String.valueOf(most));
                }
                return new Light(folder, most, channels, mask(name));
            } catch (IOException | NumberFormatException e) {
                throw failure(folder, e);
            }
        }

        void show(int rgb) {
            try {
                if (channels.isEmpty()) {
                    int part = rgb & mask;
                    int strongest = Math.max(part >> 16 & FULL, Math.max(part >> 8 & FULL, part & FULL));
                    put(folder.resolve("brightness"), String.valueOf(scaled(strongest)));
                } else {
                    put(folder.resolve("multi_intensity"), String.join(" ", channels.stream().map(s -> s < 0 ? "0" : String.valueOf(scaled(rgb >> s & FULL))).toList()));
                }
            } catch (IOException e) {
                throw failure(folder, e);
            }
        }

        private int scaled(int value) {
            return (value * most + FULL / 2) / FULL;
        }

        private static int shift(String colour) {
            return switch (colour) {
                case "red" -> 16;
                case "green" -> 8;
                case "blue" -> 0;
                default -> -1;
            };
        }

        private static int mask(String name) {
            return switch (name.toLowerCase(Locale.ROOT).split("[:_-]")[0]) {
                case "red" -> 0xff0000;
                case "green" -> 0x00ff00;
                case "blue" -> 0x0000ff;
                case "yellow", "amber", "orange" -> 0xffff00;
                default -> 0xffffff;
            };
        }

        private static void put(Path file, String text) throws IOException {
            Files.writeString(file, text);
        }

        private static PanelException failure(Path folder, Exception e) {
            String reason = e instanceof NoSuchFileException ? "there is no such light"
                : e instanceof AccessDeniedException ? "not permitted (a udev rule must give the speaker's group the right to write)" : String.valueOf(e.getMessage());
            return new PanelException(folder + " cannot be used: " + reason);
        }
    }
}
