package dev.hearken.app.internal.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipListTest {

    @TempDir
    Path folder;
    private Path list;

    @BeforeEach
    void makeClips() throws IOException {
        Files.createDirectories(folder.resolve("audio/test"));
        Files.write(folder.resolve("audio/test/a.wav"), new byte[1]);
        list = folder.resolve("audio/lists.jsonl");
    }

    @Test
    void shouldFindClipsBesideTheListAboveItAndBelowTheRoot() throws IOException {
        Files.writeString(list, "{\"path\": \"test/a.wav\", \"label\": \"stop\"}\n\n{\"path\": \"audio/test/a.wav\", \"label\": \"go\"}\n");
        List<Clip> clips = ClipList.read(list, null, 0);
        assertEquals(List.of("stop", "go"), clips.stream().map(Clip::text).toList());
        Files.writeString(list, "{\"path\": \"a.wav\", \"label\": \"stop\"}");
        assertEquals("stop", ClipList.read(list, folder.resolve("audio/test"), 0).get(0).text());
    }

    @Test
    void shouldReadIntentsWithSlots() throws IOException {
        Files.writeString(list, "{\"path\": \"test/a.wav\", \"label\": {\"intent\": \"orderDrink\", \"slots\": {\"size\": \"small \"}}}");
        Clip clip = ClipList.read(list, null, 0).get(0);
        assertEquals(new Clip.Meaning("orderDrink", Map.of("size", "small")), clip.label());
        assertThrows(EvalException.class, clip::text);
    }

    @Test
    void shouldSpreadALimitOverTheWholeList() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            lines.append("{\"path\": \"test/a.wav\", \"label\": \"").append(i).append("\"}\n");
        }
        Files.writeString(list, lines);
        assertEquals(List.of("0", "2", "5", "7"), ClipList.read(list, null, 4).stream().map(Clip::text).toList());
    }

    @Test
    void shouldNameTheListAndTheLineOfWhatIsWrong() throws IOException {
        for (String line : List.of("{\"path\": \"none.wav\", \"label\": \"x\"}", "{\"label\": \"x\"}", "not json",
                "{\"path\": \"test/a.wav\"}", "{\"path\": \"test/a.wav\", \"label\": 3}", "{\"path\": 3, \"label\": \"x\"}")) {
            Files.writeString(list, "{\"path\": \"test/a.wav\", \"label\": \"fine\"}\n" + line);
            String message = assertThrows(EvalException.class, () -> ClipList.read(list, null, 0)).getMessage();
            assertTrue(message.startsWith(list + ":2: "), message);
        }
        Files.writeString(list, "\n");
        assertThrows(EvalException.class, () -> ClipList.read(list, null, 0));
        assertThrows(EvalException.class, () -> ClipList.read(folder.resolve("absent.jsonl"), null, 0));
    }
}
