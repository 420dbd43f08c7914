package dev.hearken.dialogue;

import dev.hearken.dialogue.internal.HomeReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the user's home is made of: it fills {@code {area}}, {@code {floor}} and {@code {name}} in sentence files.
 *
 * <pre>
 * language: en
 * areas:
 *   - {name: Living Room, aliases: [lounge], floor: Ground Floor}
 * devices:
 *   - {name: Bed Light, domain: light, area: Bedroom, aliases: [bedside light]}
 * </pre>
 *
 * @param language two-letter code
 * @param areas    rooms and other places
 * @param floors   names of floors, from the list {@code floors} and from the areas
 * @param devices  what can be named
 */
public record Home(String language, List<Area> areas, List<String> floors, List<Device> devices) {

    public Home {
        areas = List.copyOf(areas);
        floors = List.copyOf(floors);
        devices = List.copyOf(devices);
    }

    /**
     * @param name    as published in the slot {@code area}
     * @param aliases other names it is called by
     */
    public record Area(String name, List<String> aliases, Optional<String> floor) {
        public Area {
            aliases = List.copyOf(aliases);
        }
    }

    /**
     * @param name        as published in the slot {@code name}
     * @param aliases     other names it is called by
     * @param domain      Home Assistant's word for its kind: light, switch, cover, lock, climate, media_player, sensor, …
     * @param area        name of the area it is in
     * @param deviceClass finer kind within the domain, such as {@code humidity}
     */
    public record Device(String name, List<String> aliases, String domain, Optional<String> area, Optional<String> deviceClass) {
        public Device {
            aliases = List.copyOf(aliases);
        }
    }

    /** @throws GrammarSourceException if the file is not a home */
    public static Home load(Path file) {
        return HomeReader.read(file);
    }

    /** The English example home that ships. */
    public static Home shipped() {
        return shipped("en");
    }

    /** The example home that ships in a language; the English one where there is none. */
    public static Home shipped(String language) {
        String name = language.startsWith("zh") ? "zh/home.yaml" : "en/home.yaml";
        try (InputStream in = Objects.requireNonNull(Home.class.getResourceAsStream(name), name)) {
            return HomeReader.read("shipped:" + name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A home of which nothing is known. */
    public static Home empty(String language) {
        return new Home(language, List.of(), List.of(), List.of());
    }
}
