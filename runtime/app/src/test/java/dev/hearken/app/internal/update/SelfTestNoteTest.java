package dev.hearken.app.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearken.models.api.Fallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfTestNoteTest {

    private static final Fallback VAD = new Fallback("vad", "speech", "rknn", "onnx", "there is no NPU", false);

    @TempDir
    private Path folder;

    @Test
    void shouldKnowTheLatestReleaseOnly() throws IOException {
        SelfTestNote note = new SelfTestNote(folder);
        assertEquals(Optional.empty(), note.read("one"));
        note.write("one", List.of(VAD));
        assertEquals(Optional.of(List.of(VAD)), new SelfTestNote(folder).read("one"));
        note.write("two", List.of());
        assertEquals(Optional.empty(), note.read("one"));
        assertEquals(Optional.of(List.of()), note.read("two"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"release\":\"one\"}", "{\"release\":\"one\",\"fallbacks\":[1]}", "{\"release\":\"one\",\"fallbacks\":{}}",
        "{\"release\":\"one\",\"fallbacks\":[{}]}"})
    void shouldKnowNothingFromADamagedFile(String text) throws IOException {
        Files.writeString(folder.resolve("self-test.json"), text);
        assertEquals(Optional.empty(), new SelfTestNote(folder).read("one"));
    }
}
