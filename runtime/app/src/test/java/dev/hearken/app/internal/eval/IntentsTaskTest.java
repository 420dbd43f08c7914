package dev.hearken.app.internal.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntentsTaskTest {

    @TempDir
    private Path folder;

    private Path write(String name, String yaml) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, yaml);
        return file;
    }

    private JsonObject measure() throws IOException {
        Path sentences = write("light.yaml", """
            language: en
            intents:
              HassTurnOn:
                data:
                  - sentences: ["turn on [the] {name}", "turn on [the] {area} lamp"]
            """);
        write("tests/en/_fixtures.yaml", """
            language: en
            areas: [{name: Bedroom, id: bedroom_id}]
            entities: [{name: Bedroom Lamp, id: light.bedroom, area: bedroom_id}]
            """);
        write("tests/en/light.yaml", """
            language: en
            tests:
              - sentences: ["turn on the bedroom lamp"]
                intent: {name: HassTurnOn, slots: {name: Bedroom Lamp}}
              - sentences: ["turn on the attic"]
                intent: {name: HassTurnOn, slots: {area: Attic}}
              - sentences: ["what time is it"]
                intent: {name: HassGetCurrentTime}
            """);
        write("tests/en/HassTurnOn/name_only.yaml", """
            language: en
            entities: [{name: Garden Hose, domain: switch}]
            tests:
              - sentences: ["turn on the garden hose"]
                slots: {name: Garden Hose}
            """);
        return new IntentsTask(sentences, (done, all) -> assertTrue(done <= all)).measure(folder.resolve("tests/en"));
    }

    @Test
    void shouldCountWhatIsUnderstoodAndWhatIsNot() throws IOException {
        JsonObject figures = measure();
        assertEquals(3, figures.getInteger("sentences"));
        assertEquals(2.0 / 3, figures.getDouble("understood"), 1e-9);
        assertEquals(1, figures.getJsonObject("withoutIntentBy").getInteger("HassGetCurrentTime"));
        assertEquals("turn on the attic", figures.getJsonArray("mistakes").getJsonObject(0).getString("sentence"));
    }

    @Test
    void shouldSayWhatAFolderLacks() {
        EvalException refusal = assertThrows(EvalException.class, () -> IntentTests.read(folder));
        assertTrue(refusal.getMessage().contains("_fixtures.yaml"), refusal.getMessage());
    }
}
