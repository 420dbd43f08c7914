package dev.hearken.app.internal.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Puts the layers together: options over {@code hearken.yaml} over the board file over defaults.
 *
 * @param folders       where to look for files that are not named
 * @param configuration the file that was named, if any
 * @param board         the board that was named, if any; else the configuration may name one
 * @param overrides     options of the command line, the later ones stronger
 */
public record ConfigurationSources(InstallationFolders folders, Optional<Path> configuration, Optional<String> board,
                                   List<Override> overrides) {

    public ConfigurationSources {
        overrides = List.copyOf(overrides);
    }

    /**
     * One value given on the command line.
     *
     * @param option as the user wrote it
     * @param path   dashed keys joined by dots
     * @param value  YAML
     */
    public record Override(String option, String path, String value) {
    }

    /** @throws ConfigurationException if anything is wrong with any layer */
    public Configuration load() {
        List<Layer> layers = new ArrayList<>();
        Path workingFolder = Path.of("").toAbsolutePath();
        board.ifPresent(name -> layers.add(Layer.option("--board", ConfigurationReader.BOARD, name, workingFolder)));
        for (int i = overrides.size() - 1; i >= 0; i--) {
            Override override = overrides.get(i);
            layers.add(Layer.option(override.option(), override.path(), override.value(), workingFolder));
        }
        Optional<Layer> file = file().map(path -> Layer.file(Origin.Kind.FILE, path));
        file.ifPresent(layers::add);
        Optional<String> boardName = board.or(() -> file.flatMap(ConfigurationSources::boardOf));
        boardName.map(folders::board).map(path -> Layer.file(Origin.Kind.BOARD, path)).ifPresent(layers::add);
        return new ConfigurationReader(folders, boardName.orElse("none")).read(layers);
    }

    /** The configuration file that is read, if there is one. */
    public Optional<Path> file() {
        return configuration.or(folders::configuration);
    }

    private static Optional<String> boardOf(Layer file) {
        if (file.root() == null) {
            return Optional.empty();
        }
        for (NodeTuple tuple : file.root().getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(ConfigurationReader.BOARD)
                && tuple.getValueNode() instanceof ScalarNode value && !value.getValue().equals("none")) {
                return Optional.of(value.getValue());
            }
        }
        return Optional.empty();
    }
}
