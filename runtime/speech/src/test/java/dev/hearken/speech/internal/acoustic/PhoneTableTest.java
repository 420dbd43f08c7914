package dev.hearken.speech.internal.acoustic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.models.api.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhoneTableTest {

    @TempDir
    Path folder;

    @Test
    void shouldFindPhones() throws IOException {
        assertArrayEquals(new int[] {2, 1}, read("<blk>\nAA\nAE\n").indices(List.of("AE", "AA")));
        assertThrows(IllegalArgumentException.class, () -> read("<blk>\nAA\n").indices(List.of("ZH")));
        assertThrows(IllegalArgumentException.class, () -> read("<blk>\nAA\n").indices(List.of("<blk>")));
    }

    @Test
    void shouldRefuseFaultyTables() {
        assertRefused("AA\nAE\n", ":1: the first symbol must be <blk>");
        assertRefused("<blk>\nAA\nAA\n", ":3: symbol 'AA' is empty or appears twice");
        assertRefused("<blk>\n\nAA\n", ":2: symbol ''");
        assertRefused("", ":1: the first symbol");
    }

    private PhoneTable read(String text) throws IOException {
        return PhoneTable.read(Files.writeString(folder.resolve("phones.txt"), text));
    }

    private void assertRefused(String text, String reason) {
        String message = assertThrows(ModelException.class, () -> read(text)).getMessage();
        assertTrue(message.contains("phones.txt" + reason), message);
    }
}
