package dev.hearken.dialogue.internal;

import dev.hearken.dialogue.Home;
import dev.hearken.dialogue.internal.words.SpokenWords;
import dev.hearken.dialogue.internal.yaml.YamlReader;
import dev.hearken.dialogue.internal.yaml.YamlValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code home.yaml}; strict about keys. */
public final class HomeReader {

    private final Set<String> areaNames = new HashSet<>();
    private final Set<String> deviceNames = new HashSet<>();

    private HomeReader() {
    }

    public static Home read(Path file) {
        return new HomeReader().home(YamlReader.read(file));
    }

    public static Home read(String file, String text) {
        return new HomeReader().home(YamlReader.read(file, text));
    }

    private Home home(YamlValue root) {
        YamlValue.Mapping file = root.asMapping("home.yaml");
        file.allowOnly(Set.of("language", "areas", "floors", "devices"));
        YamlValue language = file.get("language");
        Set<String> floors = new LinkedHashSet<>();
        for (YamlValue floor : list(file.get("floors"), "floors")) {
            floors.add(spokenName(floor.asScalar("a floor")));
        }
        List<Home.Area> areas = new ArrayList<>();
        for (YamlValue item : list(file.get("areas"), "areas")) {
            areas.add(area(item));
        }
        areas.forEach(area -> area.floor().ifPresent(floors::add));
        List<Home.Device> devices = new ArrayList<>();
        for (YamlValue item : list(file.get("devices"), "devices")) {
            devices.add(device(item));
        }
        return new Home(language == null ? "en" : language.asText("language"), areas, List.copyOf(floors), devices);
    }

    private Home.Area area(YamlValue item) {
        YamlValue.Mapping area = item.asMapping("an area");
        area.allowOnly(Set.of("name", "aliases", "floor"));
        YamlValue.Scalar name = area.require("name").asScalar("name");
        if (!areaNames.add(spokenName(name))) {
            throw name.at().error("the area '" + name.text() + "' appears twice");
        }
        return new Home.Area(name.text(), aliases(area), text(area, "floor"));
    }

    private Home.Device device(YamlValue item) {
        YamlValue.Mapping device = item.asMapping("a device");
        device.allowOnly(Set.of("name", "aliases", "domain", "area", "device-class"));
        YamlValue.Scalar name = device.require("name").asScalar("name");
        String domain = device.require("domain").asText("domain");
        if (!deviceNames.add(domain + " " + SpokenWords.of(spokenName(name)))) {
            throw name.at().error("the device '" + name.text() + "' of domain " + domain + " appears twice");
        }
        Optional<String> area = text(device, "area");
        YamlValue areaValue = device.get("area");
        if (areaValue != null && !areaNames.contains(areaValue.asText("area"))) {
            throw areaValue.at().error("no area '" + areaValue.asText("area") + "' in this file, expected one of " + String.join(", ", areaNames.stream().sorted().toList()));
        }
        return new Home.Device(name.text(), aliases(device), domain, area, text(device, "device-class"));
    }

    private static List<String> aliases(YamlValue.Mapping mapping) {
        List<String> aliases = new ArrayList<>();
        for (YamlValue alias : list(mapping.get("aliases"), "aliases")) {
            aliases.add(spokenName(alias.asScalar("an alias")));
        }
        return aliases;
    }

    private static String spokenName(YamlValue.Scalar name) {
        if (SpokenWords.of(name.text()).isEmpty()) {
            throw name.at().error("nothing in the name " + name.kind() + " can be spoken");
        }
        return name.text();
    }

    private static Optional<String> text(YamlValue.Mapping mapping, String key) {
        YamlValue value = mapping.get(key);
        return value == null ? Optional.empty() : Optional.of(value.asText(key));
    }

    private static List<YamlValue> list(@Nullable YamlValue value, String what) {
        return value == null ? List.of() : value.asList(what);
    }
}
