package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.dialogue.internal.yaml.YamlReader;
import dev.hearken.dialogue.internal.yaml.YamlValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Home Assistant's own English and Chinese test sentences, in the home of its fixtures. Sentences with free text are not counted: they are dropped when loading. */
class HomeAssistantSentencesTest {

    private static final Set<String> FREE_TEXT = Set.of("HassBroadcast", "HassMediaSearchAndPlay", "HassListAddItem", "HassListCompleteItem",
            "HassShoppingListAddItem", "HassShoppingListCompleteItem");

    private int asked;
    private int first;
    private final List<String> missed = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-cn"})
    void shouldUnderstandHomeAssistantsOwnTests(String language) throws IOException {
        Path root = SharedFiles.require("text/ha-intents");
        Path tests = root.resolve("tests").resolve(language);
        LoadedGrammar loaded = GrammarSources.load(root, fixtures(language, YamlReader.read(tests.resolve("_fixtures.yaml")).asMapping("fixtures")));
        TextMatcher matcher = new TextMatcher(loaded);
        try (Stream<Path> files = Files.list(tests)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml") && !path.getFileName().toString().startsWith("_")).sorted().toList()) {
                for (YamlValue test : YamlReader.read(file).asMapping("file").require("tests").asList("tests")) {
                    check(test.asMapping("test"), matcher);
                }
            }
        }
        assertTrue(asked > 200, asked + " sentences");
        assertTrue(first >= 0.95 * asked, first + " of " + asked + " are the first reading; missed " + missed);
        assertTrue(missed.size() <= 0.02 * asked, missed.size() + " of " + asked + " missed: " + missed);
    }

    private void check(YamlValue.Mapping test, TextMatcher matcher) {
        YamlValue.Mapping intent = test.require("intent").asMapping("intent");
        String name = intent.require("name").asText("name");
        if (FREE_TEXT.contains(name)) {
            return;
        }
        Map<String, String> slots = new LinkedHashMap<>();
        YamlValue wanted = intent.get("slots");
        if (wanted != null) {
            wanted.asMapping("slots").entries().forEach((slot, value) -> slots.put(slot, String.join(",", value.asTexts(slot)).strip()));
        }
        for (String sentence : test.require("sentences").asTexts("sentences")) {
            asked++;
            Optional<TextMatcher.Match> match = matcher.matches(sentence).stream().filter(found -> fits(found, name, slots)).findFirst();
            first += matcher.match(sentence).filter(found -> fits(found, name, slots)).isPresent() ? 1 : 0;
            if (match.isEmpty()) {
                missed.add("\n" + sentence + " -> " + name + slots + " but " + matcher.match(sentence).map(found -> found.intent() + found.slots()).orElse("nothing"));
            }
        }
    }

    /** What is said must agree; what a hub adds from the context need not be there. */
    private static boolean fits(TextMatcher.Match match, String name, Map<String, String> slots) {
        return match.intent().equals(name) && match.slots().entrySet().stream()
                .allMatch(slot -> List.of(slots.getOrDefault(slot.getKey(), "").split(" *, *")).contains(slot.getValue().value()));
    }

    private static Home fixtures(String language, YamlValue.Mapping file) {
        List<Home.Area> areas = new ArrayList<>();
        Map<String, String> areaNames = new LinkedHashMap<>();
        for (YamlValue item : file.require("areas").asList("areas")) {
            YamlValue.Mapping area = item.asMapping("area");
            String name = area.require("name").asText("name");
            areaNames.put(area.require("id").asText("id"), name);
            areas.add(new Home.Area(name, List.of(), Optional.empty()));
        }
        YamlValue levels = file.get("floors");
        List<String> floors = levels == null ? List.of()
                : levels.asList("floors").stream().map(floor -> floor.asMapping("floor").require("name").asText("name")).toList();
        Set<Home.Device> devices = new LinkedHashSet<>();
        for (YamlValue item : file.require("entities").asList("entities")) {
            YamlValue.Mapping entity = item.asMapping("entity");
            YamlValue area = entity.get("area");
            YamlValue attributes = entity.get("attributes");
            YamlValue deviceClass = attributes == null ? null : attributes.asMapping("attributes").get("device_class");
            String id = entity.require("id").asText("id");
            devices.add(new Home.Device(entity.require("name").asText("name"), List.of(), id.substring(0, id.indexOf('.')),
                    Optional.ofNullable(area).map(value -> areaNames.get(value.asText("area"))), Optional.ofNullable(deviceClass).map(value -> value.asText("class"))));
        }
        return new Home(language, areas, floors, List.copyOf(devices));
    }
}
