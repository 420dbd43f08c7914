package dev.hearken.drivers.rknn.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearken.drivers.rknn.CompiledLayout;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RknnLayoutTest {

    @TempDir
    Path folder;

    @Test
    void shouldBeWhatACompilerMakesOfTheDocumentedStructures() throws IOException, IllegalAccessException {
        Map<String, Integer> compiled = CompiledLayout.of(folder);
        Map<String, Integer> ours = new TreeMap<>();
        for (Field field : RknnLayout.class.getFields()) {
            ours.put(field.getName(), field.getInt(null));
        }
        assertEquals(compiled, ours);
    }
}
