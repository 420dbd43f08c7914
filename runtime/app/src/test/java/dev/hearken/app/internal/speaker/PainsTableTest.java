package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of docs/dialogue.md that names a test for each pain names tests that are there. */
class PainsTableTest {

    private static final Path ROOT = Path.of(System.getProperty("hearken.root", "../.."));
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+)\\.(should[A-Za-z0-9]+)`");

    @Test
    void shouldNameTestsThatAreThere() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/dialogue.md"));
        String table = page.substring(page.indexOf("## What shall not be suffered here"));
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (Matcher test = TEST.matcher(table); test.find(); named++) {
            if (!source(test.group(1)).contains("void " + test.group(2) + "(")) {
                missing.add(test.group());
            }
        }
        assertTrue(missing.isEmpty(), "not there: " + missing);
        assertTrue(named >= 16, named + " tests are named: at least two for each of the eight pains");
    }

    private static String source(String name) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("runtime"))) {
            return files.filter(file -> file.endsWith(name + ".java")).map(PainsTableTest::text).reduce("", String::concat);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
