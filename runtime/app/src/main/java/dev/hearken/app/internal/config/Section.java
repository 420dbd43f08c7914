package dev.hearken.app.internal.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The same mapping in several layers, highest first. A value is taken from the highest layer that states it; asking for a
 * key makes it known, and {@link SettingsReport#finish()} refuses keys that nobody asked for. A faulty value is reported
 * and read as its default, so that one run names all problems.
 */
final class Section {

    /** One layer's share of this mapping. */
    record Part(Layer layer, MappingNode node) {
    }

    private record Found(Layer layer, Node node) {
    }

    private final String path;
    private final List<Part> parts;
    private final SettingsReport report;
    private final Set<String> known = new LinkedHashSet<>();

    Section(String path, List<Part> parts, SettingsReport report) {
        this.path = path;
        this.parts = List.copyOf(parts);
        this.report = report;
        report.add(this);
    }

    String text(String key, String fallback) {
        return scalar(key, fallback, "text", false, Section::textOf, Function.identity());
    }

    /** Text of one of several forms; the expectation is what the user reads when it has none of them. */
    String text(String key, String fallback, String pattern, String expected) {
        return scalar(key, fallback, expected, false, node -> textOf(node).filter(t -> t.matches(pattern)), Function.identity());
    }

    Optional<String> optionalText(String key) {
        return scalar(key, Optional.empty(), "text", false, n -> textOf(n).map(Optional::of), v -> v.orElse("-"));
    }

    Optional<String> secret(String key) {
        return scalar(key, Optional.empty(), "text (put a number in quotes)", true, n -> textOf(n).map(Optional::of), v -> v.isPresent() ? "***" : "-");
    }

    Path path(String key, Path fallback) {
        Path folder = find(key).map(f -> f.layer().folder()).orElse(Path.of(""));
        return scalar(key, fallback, "a path", false, n -> textOf(n).filter(t -> !t.isBlank()).map(t -> expand(folder, t)), Path::toString);
    }

    /** A path; relative ones are meant from the folder of the file that states them. */
    Optional<Path> path(String key) {
        return path(key, Optional.empty());
    }

    Optional<Path> path(String key, Optional<Path> fallback) {
        Optional<Found> found = find(key);
        Path folder = found.map(f -> f.layer().folder()).orElse(Path.of(""));
        return scalar(key, fallback, "a path", false,
            n -> textOf(n).filter(t -> !t.isBlank()).map(t -> Optional.of(expand(folder, t))), v -> v.map(Path::toString).orElse("-"));
    }

    int integer(String key, int fallback, int least, int most) {
        return scalar(key, fallback, "a whole number of " + least + " to " + most, false,
            n -> number(n, Tag.INT).map(Double::intValue).filter(i -> i >= least && i <= most), String::valueOf);
    }

    double number(String key, double fallback, double least, double most) {
        return scalar(key, fallback, "a number of " + least + " to " + most, false,
            n -> number(n, Tag.FLOAT).filter(d -> d >= least && d <= most), String::valueOf);
    }

    Optional<Double> optionalNumber(String key, double least, double most) {
        return scalar(key, Optional.<Double>empty(), "a number of " + least + " to " + most, false,
            n -> number(n, Tag.FLOAT).filter(d -> d >= least && d <= most).map(Optional::of), v -> v.map(String::valueOf).orElse("-"));
    }

    boolean flag(String key, boolean fallback) {
        return scalar(key, fallback, "true or false", false,
            n -> n instanceof ScalarNode s && s.getTag().equals(Tag.BOOL) ? Optional.of(Boolean.valueOf(s.getValue())) : Optional.empty(),
            String::valueOf);
    }

    /** One constant of an enum, written in lower case with dashes. */
    <E extends Enum<E>> E choice(String key, E fallback) {
        List<E> options = List.of(fallback.getDeclaringClass().getEnumConstants());
        String names = String.join(", ", options.stream().map(Section::dashed).toList());
        return scalar(key, fallback, "one of " + names, false,
            n -> n instanceof ScalarNode s ? options.stream().filter(o -> dashed(o).equals(s.getValue())).findFirst() : Optional.empty(),
            Section::dashed);
    }

    /** A list of texts; a single text stands for a list of one. */
    List<String> texts(String key, List<String> fallback) {
        return list(key, fallback, "a list of texts", Section::textOf);
    }

    List<Integer> integers(String key, List<Integer> fallback, int least, int most) {
        return list(key, fallback, "a list of whole numbers of " + least + " to " + most,
            n -> number(n, Tag.INT).map(Double::intValue).filter(i -> i >= least && i <= most));
    }

    List<Path> paths(String key) {
        Path folder = find(key).map(f -> f.layer().folder()).orElse(Path.of(""));
        return list(key, List.of(), "a list of paths", n -> textOf(n).filter(t -> !t.isBlank()).map(t -> expand(folder, t)));
    }

    /** The mapping of this key in all layers that have one. */
    Section section(String key) {
        known.add(key);
        List<Part> below = new ArrayList<>();
        for (Part part : parts) {
            Node node = value(part, key);
            if (node instanceof MappingNode mapping) {
                below.add(new Part(part.layer(), mapping));
            } else if (node != null && !node.getTag().equals(Tag.NULL)) {
                report.problem(part.layer().where(node) + ": '" + path + key + "' must be keys and values, not " + kindOf(node));
            }
        }
        return new Section(path + key + ".", below, report);
    }

    /** A list whose items are mappings or plain texts; a plain text is the value of {@code plainKey}. Empty if no layer states it. */
    List<Section> sections(String key, String plainKey) {
        known.add(key);
        List<Section> items = new ArrayList<>();
        find(key).ifPresent(found -> {
            List<Node> nodes = found.node() instanceof SequenceNode sequence ? sequence.getValue() : List.of(found.node());
            for (Node node : nodes) {
                String itemPath = path + key + "[" + items.size() + "].";
                if (node instanceof MappingNode mapping) {
                    items.add(new Section(itemPath, List.of(new Part(found.layer(), mapping)), report));
                } else {
                    items.add(new Section(itemPath, List.of(new Part(found.layer(), plain(plainKey, node))), report));
                }
            }
        });
        return items;
    }

    /** States the default of a list that no layer has. */
    void unset(String key, String fallback) {
        report.effective(path + key, fallback, Origin.DEFAULT);
    }

    /** Reports a value of this section that is well formed but makes no sense. */
    void reject(String key, String reason) {
        String where = find(key).map(f -> f.layer().where(f.node()) + ": ").orElse("");
        report.problem(where + "'" + path + key + "' " + reason);
    }

    void reportUnknownKeys() {
        for (Part part : parts) {
            Set<String> seen = new LinkedHashSet<>();
            for (NodeTuple tuple : part.node().getValue()) {
                Node keyNode = tuple.getKeyNode();
                String key = keyNode instanceof ScalarNode s ? s.getValue() : "(" + kindOf(keyNode) + ")";
                if (!seen.add(key)) {
                    report.problem(part.layer().where(keyNode) + ": key '" + path + key + "' appears twice");
                } else if (!known.contains(key)) {
                    String hint = NearestKey.of(key, known).map(k -> "; did you mean '" + k + "'?")
                        .orElse("; known here: " + String.join(", ", known));
                    report.problem(part.layer().where(keyNode) + ": unknown key '" + path + key + "'" + hint);
                }
            }
        }
    }

    private <T> T scalar(String key, T fallback, String expected, boolean secret, Function<Node, Optional<T>> read, Function<T, String> show) {
        known.add(key);
        Optional<Found> found = find(key);
        if (found.isEmpty()) {
            report.effective(path + key, show.apply(fallback), Origin.DEFAULT);
            return fallback;
        }
        Found at = found.get();
        String where = at.layer().where(at.node());
        Optional<T> value = read.apply(at.node());
        if (value.isEmpty()) {
            report.problem(where + ": '" + path + key + "' must be " + expected + ", not " + (secret ? kindOf(at.node()) : shown(at.node())));
        }
        T effective = value.orElse(fallback);
        report.effective(path + key, show.apply(effective), new Origin(at.layer().kind(), where));
        return effective;
    }

    private <T> List<T> list(String key, List<T> fallback, String expected, Function<Node, Optional<T>> readItem) {
        return scalar(key, fallback, expected, false, node -> {
            List<Node> nodes = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
            List<T> items = nodes.stream().map(readItem).flatMap(Optional::stream).toList();
            return items.size() == nodes.size() ? Optional.of(items) : Optional.empty();
        }, items -> items.isEmpty() ? "-" : String.join(", ", items.stream().map(String::valueOf).toList()));
    }

    private Optional<Found> find(String key) {
        for (Part part : parts) {
            Node node = value(part, key);
            if (node != null) {
                return Optional.of(new Found(part.layer(), node));
            }
        }
        return Optional.empty();
    }

    private static @Nullable Node value(Part part, String key) {
        for (NodeTuple tuple : part.node().getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode s && s.getValue().equals(key)) {
                return tuple.getValueNode();
            }
        }
        return null;
    }

    private static MappingNode plain(String key, Node value) {
        Node keyNode = new ScalarNode(Tag.STR, key, org.snakeyaml.engine.v2.common.ScalarStyle.PLAIN);
        return new MappingNode(Tag.MAP, List.of(new NodeTuple(keyNode, value)), org.snakeyaml.engine.v2.common.FlowStyle.FLOW);
    }

    private static Optional<String> textOf(Node node) {
        return node instanceof ScalarNode s && s.getTag().equals(Tag.STR) ? Optional.of(s.getValue()) : Optional.empty();
    }

    /** INT takes whole numbers only, FLOAT takes both. */
    private static Optional<Double> number(Node node, Tag tag) {
        if (!(node instanceof ScalarNode s) || !(s.getTag().equals(Tag.INT) || s.getTag().equals(tag))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Double.valueOf(s.getValue())).filter(d -> Double.isFinite(d));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Path expand(Path folder, String text) {
        String home = text.equals("~") || text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text;
        return folder.resolve(home).normalize();
    }

    private static String dashed(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String shown(Node node) {
        return node instanceof ScalarNode s && !s.getTag().equals(Tag.NULL) ? "'" + shortened(s.getValue()) + "'" : kindOf(node);
    }

    private static String shortened(String value) {
        return value.length() <= 60 ? value : value.substring(0, 57) + "...";
    }

    static String kindOf(Node node) {
        if (node instanceof MappingNode) {
            return "keys and values";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        return Arrays.asList(Tag.INT, Tag.FLOAT).contains(node.getTag()) ? "a number"
            : node.getTag().equals(Tag.NULL) ? "nothing" : node.getTag().equals(Tag.BOOL) ? "true or false" : "text";
    }
}
