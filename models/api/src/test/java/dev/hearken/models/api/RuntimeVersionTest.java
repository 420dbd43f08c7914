package dev.hearken.models.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RuntimeVersionTest {

    @Test
    void shouldCompareByNumberNotByText() {
        assertTrue(RuntimeVersion.parse("0.10").compareTo(RuntimeVersion.parse("0.9.9")) > 0);
        assertEquals(0, RuntimeVersion.parse("1").compareTo(RuntimeVersion.parse("1.0.0")));
        assertThrows(IllegalArgumentException.class, () -> RuntimeVersion.parse("1.0-beta"));
    }

    @Test
    void shouldBeTheProjectsVersion() throws IOException {
        String pom = Files.readString(Path.of(System.getProperty("hearken.root", "../.."), "pom.xml"));
        Matcher version = Pattern.compile("<artifactId>hearken-parent</artifactId>\\s*<version>([0-9.]+)").matcher(pom);
        assertTrue(version.find());
        assertEquals(RuntimeVersion.parse(version.group(1)), RuntimeVersion.CURRENT);
    }
}
