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
        return load(List.of());
    }

    /**
     * The same with signed settings between the board's and the user's.
     *
     * @throws ConfigurationException if anything is wrong with any layer, or signed settings would change where updates come from
     */
    public Configuration load(List<Path> settings) {
        List<Layer> layers = new ArrayList<>();
        Path workingFolder = Path.of("").toAbsolutePath();
        board.ifPresent(name -> layers.add(Layer.option("--board", ConfigurationReader.BOARD, name, workingFolder)));
        for (int i = overrides.size() - 1; i >= 0; i--) {
            Override override = overrides.get(i);
            layers.add(Layer.option(override.option(), override.path(), override.value(), workingFolder));
        }
        Optional<Layer> file = file().map(path -> Layer.file(Origin.Kind.FILE, path));
        file.ifPresent(layers::add);
        settings.forEach(path -> layers.add(signed(path)));
        Optional<String> boardName = board.or(() -> file.flatMap(ConfigurationSources::boardOf));
        boardName.map(folders::board).map(path -> Layer.file(Origin.Kind.BOARD, path)).ifPresent(layers::add);
        return new ConfigurationReader(folders, boardName.orElse("none")).read(layers);
    }

    /**
     * What a board file says over the defaults, without {@code hearken.yaml} and without options.
     *
     * @throws ConfigurationException if there is no such board, or anything is wrong with its file
     */
    public static Configuration ofBoard(InstallationFolders folders, String nameOrPath) {
        return new ConfigurationReader(folders, nameOrPath).read(List.of(Layer.file(Origin.Kind.BOARD, folders.board(nameOrPath))));
    }

    /** The configuration file that is read, if there is one. */
    public Optional<Path> file() {
        return configuration.or(folders::configuration);
    }

    private static Layer signed(Path path) {
        Layer layer = Layer.file(Origin.Kind.UPDATE, path);
        for (String key : List.of(ConfigurationReader.UPDATES, ConfigurationReader.INTERCOM, ConfigurationReader.BOARD)) {
            if (entry(layer, key).isPresent()) {
                throw new ConfigurationException(path + ": signed settings must not have '" + key + "'");
            }
        }
        return layer;
    }

    private static Optional<NodeTuple> entry(Layer layer, String name) {
        if (layer.root() == null) {
            return Optional.empty();
        }
        return layer.root().getValue().stream().filter(t -> t.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name)).findFirst();
    }

    private static Optional<String> boardOf(Layer file) {
        return entry(file, ConfigurationReader.BOARD).filter(t -> t.getValueNode() instanceof ScalarNode)
            .map(t -> ((ScalarNode) t.getValueNode()).getValue()).filter(name -> !name.equals("none"));
    }
}
