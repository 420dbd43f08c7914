package dev.hearken.app.internal.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Hearken and its user keep things.
 *
 * @param installation folder that holds {@code models/packs} and {@code board-configs}
 * @param userHome     the user's home folder
 * @param environment  environment variables
 */
public record InstallationFolders(Path installation, Path userHome, Map<String, String> environment) {

    public InstallationFolders {
        environment = Map.copyOf(environment);
    }

    /** Of this process: the launcher states the installation in system property {@code hearken.home}. */
    public static InstallationFolders ofProcess() {
        Path installation = Path.of(System.getProperty("hearken.home", "")).toAbsolutePath();
        return new InstallationFolders(installation, Path.of(System.getProperty("user.home", "/")), System.getenv());
    }

    /** Folders of packs that are always searched: the user's, then the shipped ones. */
    public List<Path> packs() {
        return List.of(data().resolve("packs"), installation.resolve("models/packs"));
    }

    /** Default of {@code state-folder}. */
    public Path state() {
        return based("XDG_STATE_HOME", ".local/state").resolve("hearken");
    }

    private Path data() {
        return based("XDG_DATA_HOME", ".local/share").resolve("hearken");
    }

    /** The configuration that is read when none is named: $HEARKEN_CONFIG, the user's, the machine's. */
    public Optional<Path> configuration() {
        String named = environment.get("HEARKEN_CONFIG");
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        return Stream.of(based("XDG_CONFIG_HOME", ".config").resolve("hearken/hearken.yaml"), Path.of("/etc/hearken/hearken.yaml"))
            .filter(Files::isRegularFile).findFirst();
    }

    /** The file in which systemd hands a secret to this process; empty if it does not. */
    public Optional<Path> credential(String name) {
        return Optional.ofNullable(environment.get("CREDENTIALS_DIRECTORY")).map(folder -> Path.of(folder).resolve(name)).filter(Files::isReadable);
    }

    /**
     * The file of a board given by name or by path.
     *
     * @throws ConfigurationException if there is none; the message lists the names there are
     */
    public Path board(String nameOrPath) {
        if (nameOrPath.contains("/") || nameOrPath.endsWith(".yaml")) {
            return Path.of(nameOrPath);
        }
        List<String> names = boards();
        if (!names.contains(nameOrPath)) {
            String hint = NearestKey.of(nameOrPath, names).map(n -> "; did you mean '" + n + "'?").orElse("");
            throw new ConfigurationException("unknown board '" + nameOrPath + "'" + hint + " Known boards: "
                + (names.isEmpty() ? "none" : String.join(", ", names)) + " (in " + boardFolder() + "), or give the path of a board file");
        }
        return boardFolder().resolve(nameOrPath + ".yaml");
    }

    /** Names of the boards that ship, sorted. */
    public List<String> boards() {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(boardFolder())) {
            try (Stream<Path> files = Files.list(boardFolder())) {
                files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".yaml"))
                    .map(n -> n.substring(0, n.length() - ".yaml".length())).sorted().forEach(names::add);
            } catch (IOException e) {
                throw new ConfigurationException(boardFolder() + ": cannot be read: " + e.getMessage());
            }
        }
        return names;
    }

    private Path boardFolder() {
        return installation.resolve("board-configs");
    }

    private Path based(String variable, String fallback) {
        String value = environment.get(variable);
        return value == null || value.isBlank() ? userHome.resolve(fallback) : Path.of(value);
    }
}
