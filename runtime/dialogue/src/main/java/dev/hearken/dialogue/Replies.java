package dev.hearken.dialogue;

import dev.hearken.dialogue.internal.reply.ReplyReader;
import dev.hearken.dialogue.internal.reply.ReplyTemplate;
import dev.hearken.dialogue.internal.words.ChineseNumbers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is answered, by intent: the first wording whose conditions hold. Numbers and units are left as they are; the voice speaks them.
 *
 * <pre>
 * fixed:
 *   rejected: Sorry, I did not understand that.
 * replies:
 *   HassTurnOn:
 *     - {when: {domain: lock, name: any}, say: "{name} is locked."}
 *     - {when: {name: any}, say: "{name} is on[ in the {area}]."}
 *     - {say: "Done."}
 * </pre>
 *
 * {@code any} = the slot is there. A part in {@code [ ]} is said if all its slots are there. Immutable.
 */
public final class Replies {

    /** Key of the reply to an intent that has none of its own. */
    public static final String DONE = "done";

    private final Map<String, String> fixed;
    private final Map<String, List<ReplyTemplate>> templates;

    private final String language;
    private final List<Replies> others;

    private Replies(String language, Map<String, String> fixed, Map<String, List<ReplyTemplate>> templates, List<Replies> others) {
        this.language = language;
        this.fixed = Map.copyOf(fixed);
        this.templates = Map.copyOf(templates);
        this.others = List.copyOf(others);
    }

    /** The same, and those of further languages beside them. */
    public Replies and(Replies other) {
        return new Replies(language, fixed, templates, List.of(other));
    }

    /** Those in a language; these if there are none in it. */
    public Replies in(String wanted) {
        return others.stream().filter(other -> other.language.equals(wanted)).findFirst().orElse(this);
    }

    /** The English replies that ship. */
    public static Replies shipped() {
        return shipped("en");
    }

    /** The replies that ship for a language; English where there are none. */
    public static Replies shipped(String language) {
        String code = language.startsWith("zh") ? "zh" : "en";
        String name = code + "/replies.yaml";
        try (InputStream in = Objects.requireNonNull(Replies.class.getResourceAsStream(name), name)) {
            ReplyReader reader = ReplyReader.read("shipped:" + name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return new Replies(code, reader.fixed(), reader.templates(), List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two-letter code of the language they are in. */
    public String language() {
        return language;
    }

    /**
     * A user's replies over those that ship: an intent or fixed text that the file names is taken from the file.
     *
     * @throws GrammarSourceException naming file, line, column and what was expected
     */
    public static Replies load(Path file) {
        return load(file, "en");
    }

    /** The same in another language. */
    public static Replies load(Path file, String language) {
        Replies shipped = shipped(language);
        ReplyReader reader = ReplyReader.read(file);
        Map<String, String> fixed = new HashMap<>(shipped.fixed);
        fixed.putAll(reader.fixed());
        Map<String, List<ReplyTemplate>> templates = new HashMap<>(shipped.templates);
        templates.putAll(reader.templates());
        return new Replies(shipped.language, fixed, templates, List.of());
    }

    /** A text without slots, such as {@code rejected}; that of {@link #DONE} if there is none of this name. */
    public String fixed(String key) {
        return fixed.getOrDefault(key, fixed.getOrDefault(DONE, ""));
    }

    /** The reply to an intent. */
    public String to(Intent intent) {
        return to(intent.name(), intent.values());
    }

    /** The reply to an intent with these slots; the text of {@link #DONE} if none fits. */
    public String to(String intent, Map<String, String> slots) {
        for (ReplyTemplate template : templates.getOrDefault(intent, List.of())) {
            if (template.fits(slots)) {
                return template.text(language.equals("zh") ? inWords(slots) : slots);
            }
        }
        return fixed(DONE);
    }

    /** English digits are left to the voice, which says them by their surroundings; Chinese ones are said one way. */
    private static Map<String, String> inWords(Map<String, String> slots) {
        Map<String, String> words = new HashMap<>(slots);
        words.replaceAll((slot, value) -> value.matches("-?[0-9]{1,7}(\\.[0-9]{1,6})?") ? ChineseNumbers.spell(new BigDecimal(value)) : value);
        return words;
    }
}
