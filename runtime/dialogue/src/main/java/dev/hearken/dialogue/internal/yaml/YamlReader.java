package dev.hearken.dialogue.internal.yaml;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads one YAML 1.2 document into {@link YamlValue}s. Built on the parser's events, so that nesting is bounded here and not by the stack. */
public final class YamlReader {

    /** Far above what sentence files nest (8), far below what a stack holds. */
    private static final int MAX_DEPTH = 40;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int MAX_CHARACTERS = 8 << 20;

    private final String file;
    private final Iterator<Event> events;
    private final Map<String, YamlValue> anchors = new HashMap<>();

    private YamlReader(String file, String text) {
        this.file = file;
        LoadSettings settings = LoadSettings.builder().setLabel(file).setUseMarks(true).setCodePointLimit(MAX_CHARACTERS).build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** Reads a file of UTF-8; the name in errors is the path as given. */
    public static YamlValue read(Path path) {
        return read(path.toString(), text(path));
    }

    /** The text of a UTF-8 file, or an error that names it. */
    public static String text(Path path) {
        Position start = new Position(path.toString(), 1, 1);
        try {
            if (Files.size(path) > MAX_CHARACTERS) {
                throw start.error("the file is larger than " + MAX_CHARACTERS + " bytes; is this a sentence file?");
            }
            String text = Files.readString(path);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw start.error("not UTF-8 text");
        } catch (NoSuchFileException e) {
            throw start.error("no such file");
        } catch (IOException e) {
            throw start.error("cannot be read: " + e.getMessage());
        }
    }

    public static YamlValue read(String file, String text) {
        Position start = new Position(file, 1, 1);
        try {
            YamlReader reader = new YamlReader(file, text);
            reader.skip(Event.ID.StreamStart);
            if (!reader.events.hasNext()) {
                throw start.error("the file is empty");
            }
            Event first = reader.events.next();
            if (first.getEventId() == Event.ID.StreamEnd) {
                throw start.error("the file is empty");
            }
            YamlValue value = reader.value(reader.events.next(), 0);
            reader.skip(Event.ID.DocumentEnd);
            if (reader.events.next().getEventId() != Event.ID.StreamEnd) {
                throw start.error("expected one YAML document, found several (---)");
            }
            return value;
        } catch (MarkedYamlEngineException e) {
            Position at = e.getProblemMark().map(mark -> new Position(file, mark.getLine() + 1, mark.getColumn() + 1)).orElse(start);
            throw at.error("not valid YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw start.error("not valid YAML: " + e.getMessage());
        }
    }

    private void skip(Event.ID expected) {
        Event event = events.next();
        if (event.getEventId() != expected) {
            throw position(event).error("not valid YAML: unexpected " + event.getEventId());
        }
    }

    private YamlValue value(Event event, int depth) {
        Position at = position(event);
        if (depth > MAX_DEPTH) {
            throw at.error("nested deeper than " + MAX_DEPTH + " levels");
        }
        if (event instanceof AliasEvent alias) {
            YamlValue value = anchors.get(alias.getAlias().getValue());
            if (value == null) {
                throw at.error("*" + alias.getAlias().getValue() + " is used before it is complete");
            }
            return value;
        }
        if (event instanceof ScalarEvent scalar) {
            ScalarStyle style = scalar.getScalarStyle();
            boolean plain = style == ScalarStyle.PLAIN;
            boolean inline = scalar.getStartMark().map(Mark::getLine).equals(scalar.getEndMark().map(Mark::getLine));
            return anchored(scalar.getAnchor().map(Object::toString), new YamlValue.Scalar(scalar.getValue(), plain, inline, at));
        }
        if (event instanceof SequenceStartEvent start) {
            List<YamlValue> items = new ArrayList<>();
            for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
                items.add(value(next, depth + 1));
            }
            return anchored(start.getAnchor().map(Object::toString), new YamlValue.Sequence(items, at));
        }
        if (event instanceof MappingStartEvent start) {
            return anchored(start.getAnchor().map(Object::toString), mapping(at, depth));
        }
        throw at.error("not valid YAML: unexpected " + event.getEventId());
    }

    private YamlValue mapping(Position at, int depth) {
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        Map<String, Position> keys = new LinkedHashMap<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            Position keyAt = position(next);
            if (!(next instanceof ScalarEvent key)) {
                throw keyAt.error("a key must be a text");
            }
            if (keys.putIfAbsent(key.getValue(), keyAt) != null) {
                throw keyAt.error("the key '" + key.getValue() + "' appears twice");
            }
            entries.put(key.getValue(), value(events.next(), depth + 1));
        }
        return new YamlValue.Mapping(entries, keys, at);
    }

    private YamlValue anchored(Optional<String> anchor, YamlValue value) {
        anchor.ifPresent(name -> anchors.put(name, value));
        return value;
    }

    private Position position(Event event) {
        return event.getStartMark().map(mark -> new Position(file, mark.getLine() + 1, mark.getColumn() + 1)).orElse(new Position(file, 1, 1));
    }
}
