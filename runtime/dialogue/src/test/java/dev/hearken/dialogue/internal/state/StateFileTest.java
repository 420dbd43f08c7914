package dev.hearken.dialogue.internal.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {

    @TempDir
    Path folder;

    private final List<String> problems = new ArrayList<>();

    @Test
    void shouldKeepTheNewestText() throws IOException {
        StateFile file = new StateFile(folder.resolve("deep/state.yaml"));
        assertEquals(Optional.empty(), file.read(problems::add));
        file.write("one\n");
        file.write("two\n");
        assertEquals(Optional.of("two\n"), new StateFile(folder.resolve("deep/state.yaml")).read(problems::add));
        assertEquals(List.of(), problems);
    }

    @Test
    void shouldBeWholeAfterAPowerCutAtAnyStep() throws IOException {
        int cut = 0;
        for (boolean finished = false; !finished; cut++) {
            Path path = folder.resolve("cut" + cut);
            new StateFile(path).write("before");
            int at = cut;
            int[] steps = {0};
            StateFile dying = new StateFile(path, () -> {
                if (steps[0]++ == at) {
                    throw new IllegalStateException("power cut");
                }
            });
            try {
                dying.write("after");
                finished = true;
            } catch (IllegalStateException e) {
                // The power is back.
            }
            String kept = new StateFile(path).read(problems::add).orElseThrow();
            assertTrue(kept.equals("before") || kept.equals("after"), "cut " + cut + ": " + kept);
            assertTrue(at < 2 || kept.equals("after"), "what has been flushed is used: cut " + cut);
            new StateFile(path).write("later");
            assertEquals("later", new StateFile(path).read(problems::add).orElseThrow());
        }
        assertEquals(5, cut, "four places, and one that is never reached");
        assertEquals(List.of(), problems);
    }

    @Test
    void shouldReportDamageAndUseTheVersionBefore() throws IOException {
        Path path = folder.resolve("state.yaml");
        StateFile file = new StateFile(path);
        file.write("one");
        file.write("two");
        Files.writeString(path, Files.readString(path).replace("two", "twi"));
        assertEquals(Optional.of("one"), file.read(problems::add));
        assertTrue(problems.get(0).contains("is damaged, the version before it is used; it is kept as state.yaml.damaged"), problems.toString());
        file.write("three");
        assertEquals(Optional.of("three"), file.read(problems::add));
        assertEquals(1, problems.size());
    }

    @Test
    void shouldReportDamageWithNothingToFallBackTo() throws IOException {
        Path path = folder.resolve("state.yaml");
        Files.write(path, new byte[300]);
        assertEquals(Optional.empty(), new StateFile(path).read(problems::add));
        assertTrue(problems.get(0).contains("there is none before it"), problems.toString());
    }

    @Test
    void shouldFailWhereNothingCanBeWritten() throws IOException {
        Path blocked = Files.writeString(folder.resolve("blocked"), "a file, no folder");
        assertThrows(IOException.class, () -> new StateFile(blocked.resolve("state.yaml")).write("one"));
    }
}
