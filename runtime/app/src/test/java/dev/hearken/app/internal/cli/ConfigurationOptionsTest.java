package dev.hearken.app.internal.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources.Override;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigurationOptionsTest {

    private static ConfigurationOptions parsed(List<String> arguments) {
        ConfigurationOptions options = new ConfigurationOptions();
        CommandLine.populateCommand(options, arguments.toArray(String[]::new));
        return options;
    }

    /** Else a self-test would listen with another board's back ends than the speaker does. */
    @Test
    void shouldGiveAChildTheSameConfiguration(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("hearken.yaml"), "site-id: kitchen\nstate-folder: " + folder + "\n");
        Path board = Path.of(System.getProperty("hearken.root"), "board-configs/generic-x86.yaml");
        ConfigurationOptions options = parsed(List.of("--config", file.toString(), "--board", board.toString(), "--lang", "en", "--pack-path", folder.toString(),
            "--set", "voice.rate=1.1", "--set", "backends.order={default: [rknn, onnx]}", "--set", "site-id=\"a=b\""));
        List<Override> more = List.of(new Override("--broker", "broker.url", "\"mqtt://hub\""), new Override("selected", "site-id", "hall"));
        Configuration own = options.sources(more).load();
        Configuration child = parsed(options.arguments(more)).sources(List.of()).load();
        assertEquals(List.of("rknn", "onnx"), child.models().backEnds().names());
        assertEquals(1.1, child.voice().settings().rate());
        assertEquals("hall", child.siteId(), "what came later counts");
        assertEquals(own.models(), child.models());
        assertEquals(own.board(), child.board());
        assertEquals(own.broker(), child.broker());
        assertEquals(own.language(), child.language());
    }

    @Test
    void shouldGiveNothingWhereNothingWasGiven() {
        assertEquals(List.of(), parsed(List.of()).arguments(List.of()));
    }
}
