package dev.hearken.update.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.hearken.update.Refusal;
import dev.hearken.update.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A JSON value from outside. Only one reading is possible: valid UTF-8, one document, no key twice, no key that is not known,
 * whole numbers only, and never more of anything than stated.
 */
public final class StrictJson {

    private static final int DEEPEST = 8;
    private static final int LONGEST_KEY = 128;
    /** Shorter values than this, on average over a document, no signer writes; each costs up to a hundred bytes of heap. */
    private static final int BYTES_A_VALUE = 8;
    private static final int FEW_VALUES = 256;

    private static final JsonFactory FACTORY = JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxNameLength(LONGEST_KEY).maxNumberLength(20).build())
        .build();

    private final String place;
    private final Object value;

    private StrictJson(String place, Object value) {
        this.place = place;
        this.value = value;
    }

    /**
     * @param label what messages call the document
     * @param limit bytes
     */
    public static StrictJson read(String label, byte[] bytes, int limit) throws RefusedException {
        return read(label, bytes, limit, FEW_VALUES + bytes.length / BYTES_A_VALUE);
    }

    /**
     * For what nobody vouches for yet.
     *
     * @param most values, objects and lists included: a small document of nothing but brackets could fill the heap of a small board
     */
    public static StrictJson read(String label, byte[] bytes, int limit, int most) throws RefusedException {
        if (bytes.length > limit) {
            throw new RefusedException(Refusal.OVERSIZED, label + " has " + bytes.length + " bytes, " + limit + " are allowed");
        }
        try (JsonParser parser = FACTORY.createParser(decode(label, bytes))) {
            parser.nextToken();
            Object value = new Values(label, parser, most).next();
            if (parser.nextToken() != null) {
                throw malformed(label + ": something follows the document");
            }
            return new StrictJson(label, value);
        } catch (IOException e) {
            throw new RefusedException(Refusal.MALFORMED, label + ": not strict JSON: " + firstLine(e), e);
        }
    }

    /** The entries of an object that has exactly these keys. */
    public Map<String, StrictJson> object(String... keys) throws RefusedException {
        Map<String, StrictJson> entries = object(Set.of(keys), Set.of());
        return entries;
    }

    /** The entries of an object that has all of some keys, and perhaps others of some. */
    public Map<String, StrictJson> object(Set<String> needed, Set<String> optional) throws RefusedException {
        Map<String, StrictJson> entries = map(Integer.MAX_VALUE);
        for (String key : entries.keySet()) {
            if (!needed.contains(key) && !optional.contains(key)) {
                throw malformed(place + ": unknown key '" + printable(key) + "'");
            }
        }
        for (String key : needed) {
            if (!entries.containsKey(key)) {
                throw malformed(place + ": key '" + key + "' is missing");
            }
        }
        return entries;
    }

    /** The entries of an object with any keys. */
    public Map<String, StrictJson> map(int most) throws RefusedException {
        if (!(value instanceof Map<?, ?> map)) {
            throw malformed(place + ": an object is expected");
        }
        if (map.size() > most) {
            throw new RefusedException(Refusal.OVERSIZED, place + ": more than " + most + " entries");
        }
        Map<String, StrictJson> entries = new LinkedHashMap<>();
        map.forEach((key, entry) -> entries.put((String) key, new StrictJson(place + "." + printable((String) key), entry)));
        return entries;
    }

    public List<StrictJson> list(int most) throws RefusedException {
        if (!(value instanceof List<?> list)) {
            throw malformed(place + ": a list is expected");
        }
        if (list.size() > most) {
            throw new RefusedException(Refusal.OVERSIZED, place + ": more than " + most + " items");
        }
        List<StrictJson> items = new ArrayList<>(list.size());
        for (Object item : list) {
            items.add(new StrictJson(place + "[" + items.size() + "]", item));
        }
        return items;
    }

    /** @param longest characters */
    public String text(int longest) throws RefusedException {
        if (!(value instanceof String text)) {
            throw malformed(place + ": a text is expected");
        }
        if (text.length() > longest) {
            throw new RefusedException(Refusal.OVERSIZED, place + ": more than " + longest + " characters");
        }
        return text;
    }

    public long integer(long least, long most) throws RefusedException {
        if (!(value instanceof Long number) || number < least || number > most) {
            throw malformed(place + ": a whole number of " + least + " to " + most + " is expected");
        }
        return number;
    }

    /** A complaint about this value. */
    public RefusedException error(String reason) {
        return malformed(place + ": " + reason);
    }

    /** Reads the values of one document and counts them. */
    private static final class Values {
        private final String label;
        private final JsonParser parser;
        private final int most;
        private int count;

        Values(String label, JsonParser parser, int most) {
            this.label = label;
            this.parser = parser;
            this.most = most;
        }

        Object next() throws IOException, RefusedException {
            if (++count > most) {
                throw new RefusedException(Refusal.OVERSIZED, label + ": more than " + most + " values");
            }
            JsonToken token = parser.currentToken();
            if (token == JsonToken.START_OBJECT) {
                return members();
            }
            if (token == JsonToken.START_ARRAY) {
                return items();
            }
            if (token == JsonToken.VALUE_STRING) {
                return parser.getText();
            }
            if (token == JsonToken.VALUE_NUMBER_INT) {
                return parser.getLongValue();
            }
            throw malformed(label + ": " + (token == null ? "the document is empty" : "only objects, lists, texts and whole numbers are known here"));
        }

        private Map<String, Object> members() throws IOException, RefusedException {
            Map<String, Object> map = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                parser.nextToken();
                map.put(key, next());
            }
            return map;
        }

        private List<Object> items() throws IOException, RefusedException {
            List<Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(next());
            }
            return list;
        }
    }

    private static String decode(String label, byte[] bytes) throws RefusedException {
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new RefusedException(Refusal.MALFORMED, label + ": not UTF-8", e);
        }
    }

    private static RefusedException malformed(String message) {
        return new RefusedException(Refusal.MALFORMED, message);
    }

    /** Never lets a document write control characters or pages into a log. */
    private static String printable(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() > 40 ? clean.substring(0, 40) + "..." : clean;
    }

    private static String firstLine(IOException e) {
        return printable(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
}
