package dev.hearken.dialogue.internal.hassil;

import dev.hearken.dialogue.GrammarSourceException;
import dev.hearken.dialogue.internal.yaml.Position;
import dev.hearken.dialogue.internal.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Reads one template of the syntax that Home Assistant's sentence files use (hassil): {@code [optional]}, {@code (one|of)}, {@code (any;order)},
 * {@code {list:slot}}, {@code <rule>}, {@code \} before a character takes it as it is.
 */
final class TemplateParser {

    private static final int MAX_DEPTH = 30;
    private static final int MAX_LENGTH = 10_000;
    /** Texts and references with all orders written out. */
    private static final long MAX_SIZE = 20_000;
    /** 6! = 720 orders; sentence files in use stop at 3. */
    private static final int MAX_PERMUTED = 6;

    private final String source;
    private final IntFunction<Position> place;
    private int at;

    private TemplateParser(String source, IntFunction<Position> place) {
        this.source = source;
        this.place = place;
    }

    /** @throws GrammarSourceException at the offending character */
    static Template parse(YamlValue.Scalar scalar) {
        String text = scalar.text();
        if (text.length() > MAX_LENGTH) {
            throw scalar.at().error("a sentence template of " + text.length() + " characters; the limit is " + MAX_LENGTH);
        }
        TemplateParser parser = new TemplateParser(text, scalar::at);
        Template template = parser.group(0, '\0', 0);
        if (parser.at < text.length()) {
            throw parser.error("'" + text.charAt(parser.at) + "' closes nothing");
        }
        return template;
    }

    private Template bounded(Template template, int openedAt) {
        if (template.size() > MAX_SIZE) {
            throw place.apply(openedAt).error("written out, this template has more than " + MAX_SIZE + " parts; use fewer ';'");
        }
        return template;
    }

    /** Reads until {@code close}; {@code ( [ ( ] ) ]} must nest. */
    private Template group(int depth, char close, int openedAt) {
        if (depth > MAX_DEPTH) {
            throw error("brackets nested deeper than " + MAX_DEPTH);
        }
        List<Template> parts = new ArrayList<>();
        List<Template> items = new ArrayList<>();
        char separator = '\0';
        while (true) {
            char c = at < source.length() ? source.charAt(at) : '\0';
            boolean end = at >= source.length();
            if (end && close != '\0') {
                throw place.apply(openedAt).error("'" + source.charAt(openedAt) + "' is never closed, expected '" + close + "'");
            }
            if (end || isCloser(c)) {
                if (!end && close != '\0' && c != close) {
                    throw error("expected '" + close + "', found '" + c + "'");
                }
                parts.add(sequence(items));
                return finish(parts, separator, openedAt);
            }
            if (c == '|' || c == ';') {
                if (separator != '\0' && separator != c) {
                    throw error("'|' and ';' mixed in one group; add brackets");
                }
                separator = c;
                parts.add(sequence(items));
                items = new ArrayList<>();
                at++;
            } else {
                items.add(item(c, depth));
            }
        }
    }

    private Template item(char c, int depth) {
        int start = at;
        switch (c) {
            case '(', '[' -> {
                at++;
                Template body = group(depth + 1, c == '(' ? ')' : ']', start);
                at++;
                return c == '(' ? body : new Template.Optional(body);
            }
            case '{' -> {
                String name = name('}');
                int colon = name.indexOf(':');
                String list = colon < 0 ? name : name.substring(0, colon);
                String slot = colon < 0 ? name : name.substring(colon + 1);
                return new Template.ListReference(checked(list.trim(), "a list", start), checked(slot.trim(), "a slot", start), place.apply(start));
            }
            case '<' -> {
                return new Template.RuleReference(checked(name('>').trim(), "an expansion rule", start), place.apply(start));
            }
            default -> {
                return text();
            }
        }
    }

    private Template text() {
        int start = at;
        StringBuilder text = new StringBuilder();
        while (at < source.length() && "()[]{}<>|;".indexOf(source.charAt(at)) < 0) {
            if (source.charAt(at) == '\\' && at + 1 < source.length()) {
                at++;
            }
            text.append(source.charAt(at++));
        }
        return new Template.Text(text.toString(), place.apply(start));
    }

    private String name(char close) {
        int end = source.indexOf(close, at);
        if (end < 0) {
            throw error("'" + source.charAt(at) + "' is never closed, expected '" + close + "'");
        }
        String name = source.substring(at + 1, end);
        at = end + 1;
        return name;
    }

    private String checked(String name, String what, int start) {
        if (name.isEmpty() || !name.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == ' ')) {
            throw place.apply(start).error("expected the name of " + what + " (letters, digits, blanks, _ - .), found \"" + name + "\"");
        }
        return name;
    }

    private Template finish(List<Template> parts, char separator, int openedAt) {
        if (separator == ';') {
            if (parts.size() > MAX_PERMUTED) {
                throw place.apply(openedAt).error(parts.size() + " parts in any order; the limit is " + MAX_PERMUTED);
            }
            return bounded(new Template.Permutation(List.copyOf(parts), place.apply(openedAt)), openedAt);
        }
        return parts.size() == 1 ? parts.get(0) : new Template.Alternatives(List.copyOf(parts));
    }

    private static Template sequence(List<Template> items) {
        return items.size() == 1 ? items.get(0) : new Template.Sequence(List.copyOf(items));
    }

    private static boolean isCloser(char c) {
        return c == ')' || c == ']' || c == '}' || c == '>';
    }

    private GrammarSourceException error(String problem) {
        return place.apply(Math.min(at, source.length())).error(problem);
    }
}
