package dev.hearken.models.api.internal;

import dev.hearken.models.api.ModelException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML value that knows where it stands: every complaint starts with {@code file:line:column}. Nothing is converted
 * silently, unknown and repeated keys are refused.
 */
public final class StrictYaml {

    /** Deeper nesting than any pack needs; also ends a structure that contains itself through an anchor. */
    private static final int DEEPEST = 16;

    /** A pack.yaml is a few kilobytes; this bounds the memory a hostile one can take. */
    private static final long LONGEST_FILE = 1 << 20;

    private final Path file;
    private final Node node;
    private final String name;

    private StrictYaml(Path file, Node node, String name) {
        this.file = file;
        this.node = node;
        this.name = name;
    }

    /** Reads the one document of a UTF-8 file. */
    public static StrictYaml read(Path file) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new ModelException(file + ": longer than " + LONGEST_FILE + " bytes, which no such file needs");
            }
            LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).setUseMarks(true).build();
            Optional<Node> root = new Compose(settings).composeString(Files.readString(file));
            return new StrictYaml(file, root.orElseThrow(() -> new ModelException(file + ": the file is empty")), "the file");
        } catch (NoSuchFileException e) {
            throw new ModelException(file + ": no such file", e);
        } catch (CharacterCodingException e) {
            throw new ModelException(file + ": not UTF-8 text", e);
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
        } catch (YamlEngineException e) {
            throw new ModelException(file + ": not valid YAML: " + e.getMessage(), e);
        }
    }

    /** An exception about this value. */
    public ModelException error(String reason) {
        Optional<Mark> mark = node.getStartMark();
        String at = mark.map(m -> ":" + (m.getLine() + 1) + ":" + (m.getColumn() + 1)).orElse("");
        return new ModelException(file + at + ": " + reason);
    }

    /** The entries of a map whose keys must all be among those given. */
    public Map<String, StrictYaml> map(Set<String> keys) {
        Map<String, StrictYaml> entries = map();
        entries.forEach((key, value) -> {
            if (!keys.contains(key)) {
                throw value.error("unknown key '" + key + "' in " + name + "; known are " + keys.stream().sorted().toList());
            }
        });
        return entries;
    }

    /** The entries of a map with any keys. */
    public Map<String, StrictYaml> map() {
        if (!(node instanceof MappingNode mapping)) {
            throw expected("a map");
        }
        Map<String, StrictYaml> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = new StrictYaml(file, tuple.getKeyNode(), "a key of " + name).text();
            if (entries.put(key, new StrictYaml(file, tuple.getValueNode(), "'" + key + "'")) != null) {
                throw new StrictYaml(file, tuple.getKeyNode(), key).error("key '" + key + "' appears twice in " + name);
            }
        }
        return entries;
    }

    /** The value of a key of this map. */
    public StrictYaml required(Map<String, StrictYaml> entries, String key) {
        StrictYaml value = entries.get(key);
        if (value == null) {
            throw error("key '" + key + "' is missing in " + name);
        }
        return value;
    }

    public List<StrictYaml> list() {
        if (!(node instanceof SequenceNode sequence)) {
            throw expected("a list");
        }
        List<StrictYaml> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new StrictYaml(file, item, "item " + (items.size() + 1) + " of " + name));
        }
        return items;
    }

    /** Any scalar but null, as it is written. */
    public String text() {
        if (!(node instanceof ScalarNode scalar) || scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank()) {
            throw expected("text");
        }
        return scalar.getValue();
    }

    /** A whole number of the given range. */
    public long integer(long least, long most) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)) {
            try {
                long value = Long.parseLong(scalar.getValue());
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw expected("a whole number of " + least + " to " + most);
            }
        }
        throw expected("a whole number of " + least + " to " + most);
    }

    public double number() {
        if (node instanceof ScalarNode scalar && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))) {
            try {
                return Double.parseDouble(scalar.getValue());
            } catch (NumberFormatException e) {
                throw expected("a number");
            }
        }
        throw expected("a number");
    }

    /** Strings, {@link Long}s, {@link Double}s, {@link Boolean}s, lists and maps of them, all immutable. */
    public Object value() {
        return value(DEEPEST);
    }

    private Object value(int depth) {
        if (depth == 0) {
            throw error("nested more than " + DEEPEST + " levels deep");
        }
        if (node instanceof MappingNode) {
            Map<String, Object> values = new LinkedHashMap<>();
            map().forEach((key, entry) -> values.put(key, entry.value(depth - 1)));
            return Map.copyOf(values);
        }
        if (node instanceof SequenceNode) {
            return list().stream().map(item -> item.value(depth - 1)).toList();
        }
        Tag tag = node.getTag();
        if (tag.equals(Tag.INT)) {
            return integer(Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (tag.equals(Tag.FLOAT)) {
            return number();
        }
        return tag.equals(Tag.BOOL) ? (Object) Boolean.valueOf(text()) : text();
    }

    private ModelException expected(String what) {
        String found = node instanceof ScalarNode scalar ? "'" + scalar.getValue() + "'"
            : node instanceof MappingNode ? "a map" : "a list";
        return error(name + " must be " + what + ", not " + found);
    }
}
