package dev.hearken.app.internal.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One source of values: a YAML file, or one option of the command line written as a path and a value.
 *
 * @param kind   what it is
 * @param label  file name as the user knows it, or the option
 * @param folder relative paths inside are meant from here
 * @param root   the values, null if the file holds nothing
 */
record Layer(Origin.Kind kind, String label, Path folder, @Nullable MappingNode root) {

    /** A hearken.yaml is a few kilobytes; this bounds the memory a wrong file can take. */
    private static final long LONGEST_FILE = 1 << 20;

    /** Reads a file. */
    static Layer file(Origin.Kind kind, Path file) {
        Node root;
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new ConfigurationException(file + ": longer than " + LONGEST_FILE + " bytes, which no configuration needs");
            }
            root = compose(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(file + ": no such file");
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(file + ": not UTF-8 text");
        } catch (IOException e) {
            throw new ConfigurationException(file + ": cannot be read: " + e.getMessage());
        }
        Path absolute = file.toAbsolutePath();
        Path parent = absolute.getParent();
        if (root != null && !(root instanceof MappingNode)) {
            throw new ConfigurationException(at(file.toString(), root) + ": expected keys and values, found " + Section.kindOf(root));
        }
        return new Layer(kind, file.toString(), parent == null ? absolute : parent, (MappingNode) root);
    }

    /** A value given on the command line: {@code path} is dashed keys joined by dots. */
    static Layer option(String option, String path, String value, Path workingFolder) {
        Node node = null;
        try {
            node = compose(option, value);
        } catch (ConfigurationException e) {
            // Not YAML, hence plain text: a password or a URL with a colon and a blank in it.
            node = new ScalarNode(Tag.STR, value, ScalarStyle.DOUBLE_QUOTED);
        }
        if (node == null) {
            node = new ScalarNode(Tag.STR, "", ScalarStyle.DOUBLE_QUOTED);
        }
        String[] keys = path.split("\\.", -1);
        for (int i = keys.length - 1; i >= 0; i--) {
            Node key = new ScalarNode(Tag.STR, keys[i], ScalarStyle.PLAIN);
            node = new MappingNode(Tag.MAP, List.of(new NodeTuple(key, node)), FlowStyle.BLOCK);
        }
        return new Layer(Origin.Kind.OPTION, option, workingFolder, (MappingNode) node);
    }

    private static @Nullable Node compose(String label, String yaml) {
        LoadSettings settings = LoadSettings.builder().setLabel(label).setUseMarks(true).build();
        try {
            return new Compose(settings).composeString(yaml).orElse(null);
        } catch (MarkedYamlEngineException e) {
            String where = e.getProblemMark().map(m -> ":" + (m.getLine() + 1) + ":" + (m.getColumn() + 1)).orElse("");
            throw new ConfigurationException(label + where + ": not valid YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new ConfigurationException(label + ": not valid YAML: " + e.getMessage());
        }
    }

    /** {@code file:line:column}, or the option. */
    String where(Node node) {
        return kind == Origin.Kind.OPTION ? "option " + label : at(label, node);
    }

    private static String at(String label, Node node) {
        return label + Optional.ofNullable(node.getStartMark()).flatMap(m -> m)
            .map(m -> ":" + (m.getLine() + 1) + ":" + (m.getColumn() + 1)).orElse("");
    }
}
