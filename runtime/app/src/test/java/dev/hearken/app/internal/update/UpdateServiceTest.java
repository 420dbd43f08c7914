package dev.hearken.app.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationSources;
import dev.hearken.app.internal.config.InstallationFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No fault of the updater's own keeps a speaker from starting. */
class UpdateServiceTest {

    @TempDir
    private Path folder;

    private Configuration load(Path root, List<Path> settings) {
        try {
            Path file = Files.writeString(folder.resolve("hearken.yaml"), "state-folder: " + folder.resolve("state") + "\nupdates:\n  source: " + folder.resolve("repository")
                + "\n  root-file: " + root + "\n");
            return new ConfigurationSources(new InstallationFolders(Path.of(System.getProperty("hearken.root")), folder, Map.of()), Optional.of(file), Optional.empty(), List.of())
                .load(settings);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void assertStarts(Path root) {
        UpdateService service = new UpdateService(settings -> load(root, settings), List.of());
        try {
            assertEquals("en-small", service.models().pack().id());
            assertTrue(service.fault().orElseThrow().message().startsWith("there are no updates: "), service.fault().toString());
        } finally {
            service.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "\u0000\u0000"})
    void shouldStartWithARootThatIsNone(String text) throws IOException {
        assertStarts(Files.writeString(folder.resolve("root.json"), text));
    }

    @Test
    void shouldStartWithoutARootFile() {
        assertStarts(folder.resolve("on a stick that is not there"));
    }

    /** As on a card that has gone into read-only mode. */
    @Test
    void shouldStartWhereNothingCanBeWritten() throws IOException {
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(folder.resolve("state/updates"), "a file where the folder should be");
        assertStarts(Files.writeString(folder.resolve("root.json"), "{}"));
    }
}
