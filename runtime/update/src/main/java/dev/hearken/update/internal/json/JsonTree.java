package dev.hearken.update.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON of others' protocols, where more may stand than is known here: maps, lists, texts, numbers, booleans and null, with bounded
 * depth and lengths and no name twice. What was signed is read by {@link StrictJson}.
 */
public final class JsonTree {

    private static final JsonFactory FACTORY = JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).maxNameLength(1000).maxStringLength(1 << 16).maxNumberLength(30).build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** An honest answer has a few hundred; many more, however short, would fill the heap of a small board. */
    private static final int MOST_VALUES = 20_000;

    private final JsonParser parser;
    private int count;

    private JsonTree(JsonParser parser) {
        this.parser = parser;
    }

    /** @throws IOException for anything but one JSON object */
    public static Map<?, ?> object(byte[] text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object");
            }
            Object read = new JsonTree(parser).value();
            if (parser.nextToken() != null) {
                throw new IOException("something follows the JSON object");
            }
            return read instanceof Map<?, ?> map ? map : Map.of();
        }
    }

    private @Nullable Object value() throws IOException {
        if (++count > MOST_VALUES) {
            throw new IOException("more than " + MOST_VALUES + " values");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value());
                }
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value());
                }
                yield list;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            case VALUE_NULL -> null;
            default -> throw new IOException("the JSON text ends early");
        };
    }

    /** A member that is an object; empty map if it is missing or something else. */
    public static Map<?, ?> map(Map<?, ?> from, String name) {
        return from.get(name) instanceof Map<?, ?> found ? found : Map.of();
    }

    public static List<?> list(Map<?, ?> from, String name) {
        return from.get(name) instanceof List<?> found ? found : List.of();
    }

    /** A member that is a text, or a number as text; empty if it is missing or something else. */
    public static String text(Map<?, ?> from, String name) {
        Object found = from.get(name);
        return found instanceof String || found instanceof Number ? found.toString() : "";
    }
}
