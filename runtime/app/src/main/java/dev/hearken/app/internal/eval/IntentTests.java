package dev.hearken.app.internal.eval;

import dev.hearken.dialogue.Home;
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
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Home Assistant's test sentences of one language that are meant for one home, as its intents repository has them: the files
 * beside {@code _fixtures.yaml}, whose home that is, and files in folders named for their intent, which bring a home along.
 *
 * @param home  what can be named
 * @param tests one for each sentence
 */
record IntentTests(Home home, List<Test> tests) {

    private static final String FIXTURES = "_fixtures.yaml";

    /**
     * @param file   the sentence comes from
     * @param intent that is meant
     * @param slots  values that are allowed, by slot
     */
    record Test(String file, String sentence, String intent, Map<String, Set<String>> slots) {
    }

    /** @throws EvalException if the folder is none, or a file cannot be read */
    static List<IntentTests> read(Path folder) {
        if (!Files.isReadable(folder.resolve(FIXTURES))) {
            throw new EvalException(folder + " has no " + FIXTURES + ": a folder tests/<language> of Home Assistant's intents is expected");
        }
        String language = folder.getFileName().toString();
        Map<Home, List<Test>> byHome = new LinkedHashMap<>();
        Home fixtures = home(language, map(yaml(folder.resolve(FIXTURES))));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".yaml") && !f.getFileName().toString().startsWith("_")).sorted().toList()) {
                Map<?, ?> content = map(yaml(file));
                boolean own = content.containsKey("areas") || content.containsKey("entities");
                List<Test> tests = byHome.computeIfAbsent(own ? home(language, content) : fixtures, none -> new ArrayList<>());
                for (Object each : list(content.get("tests"))) {
                    add(folder.relativize(file), map(each), tests);
                }
            }
        } catch (IOException e) {
            throw new EvalException(folder + ": " + e.getMessage(), e);
        }
        return byHome.entrySet().stream().map(entry -> new IntentTests(entry.getKey(), entry.getValue())).toList();
    }

    private static void add(Path file, Map<?, ?> test, List<Test> tests) {
        Map<?, ?> intent = map(test.get("intent"));
        Map<?, ?> stated = map(intent.isEmpty() ? test.get("slots") : intent.get("slots"));
        String name = intent.isEmpty() ? file.getName(0).toString() : String.valueOf(intent.get("name"));
        Map<String, Set<String>> slots = new LinkedHashMap<>();
        stated.forEach((slot, value) -> {
            Set<String> allowed = new LinkedHashSet<>();
            for (Object one : value instanceof List<?> several ? several : List.of(String.valueOf(value))) {
                allowed.add(String.valueOf(one).strip());
            }
            slots.put(String.valueOf(slot), allowed);
        });
        for (Object sentence : list(test.get("sentences"))) {
            tests.add(new Test(file.toString(), String.valueOf(sentence), name, slots));
        }
    }

    private static Home home(String language, Map<?, ?> fixtures) {
        Map<String, String> areaNames = new LinkedHashMap<>();
        List<Home.Area> areas = new ArrayList<>();
        for (Object each : list(fixtures.get("areas"))) {
            String name = String.valueOf(map(each).get("name"));
            areaNames.put(String.valueOf(map(each).get("id")), name);
            areas.add(new Home.Area(name, List.of(), Optional.empty()));
        }
        List<String> floors = list(fixtures.get("floors")).stream().map(floor -> String.valueOf(map(floor).get("name"))).toList();
        Set<Home.Device> devices = new LinkedHashSet<>();
        for (Object each : list(fixtures.get("entities"))) {
            Map<?, ?> entity = map(each);
            String domain = String.valueOf(entity.containsKey("domain") ? entity.get("domain") : entity.get("id")).replaceFirst("\\..*", "");
            devices.add(new Home.Device(String.valueOf(entity.get("name")), List.of(), domain,
                Optional.ofNullable(entity.get("area")).map(area -> areaNames.get(String.valueOf(area))),
                Optional.ofNullable(map(entity.get("attributes")).get("device_class")).map(String::valueOf)));
        }
        return new Home(language, areas, floors, List.copyOf(devices));
    }

    private static Object yaml(Path file) {
        try {
            Object read = new Load(LoadSettings.builder().setLabel(file.toString()).build()).loadFromString(Files.readString(file));
            return read == null ? Map.of() : read;
        } catch (IOException | YamlEngineException e) {
            throw new EvalException(file + ": " + e.getMessage(), e);
        }
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
