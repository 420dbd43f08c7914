package dev.hearken.models.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {

    private final Parameters parameters = Parameters.of(new ModelEntry("vad", "speech", "memory", Path.of("vad.bin"), List.of(), List.of(),
        Map.of("steps", 4L, "threshold", 0.5, "text", "hello", "list", List.of(1L, 2.5), "section", Map.of("inner", 3L))));

    @Test
    void shouldReadTypedValues() {
        assertEquals(4, parameters.integer("steps", 1, 8));
        assertEquals(4.0, parameters.number("steps"));
        assertEquals(0.5, parameters.number("threshold"));
        assertEquals(7.0, parameters.number("absent", 7));
        assertEquals("hello", parameters.text("text"));
        assertArrayEquals(new double[] {1, 2.5}, parameters.numbers("list"));
        assertEquals(3, parameters.section("section").integer("inner", 0, 9));
    }

    @Test
    void shouldNameEntryAndKeyInComplaints() {
        assertComplaint("vad 'speech' (vad.bin): parameter 'absent' is missing", () -> parameters.number("absent"));
        assertComplaint("parameter 'steps' must be a whole number of 5 to 8, not 4", () -> parameters.integer("steps", 5, 8));
        assertComplaint("parameter 'text' must be a number, not hello", () -> parameters.number("text"));
        assertComplaint("parameter 'section.inner' must be text, not 3", () -> parameters.section("section").text("inner"));
    }

    private static void assertComplaint(String expected, org.junit.jupiter.api.function.Executable read) {
        String message = assertThrows(ModelException.class, read).getMessage();
        assertTrue(message.contains(expected), message);
    }
}
