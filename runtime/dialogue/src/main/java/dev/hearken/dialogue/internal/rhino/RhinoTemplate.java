package dev.hearken.dialogue.internal.rhino;

import dev.hearken.dialogue.GrammarSourceException;
import dev.hearken.dialogue.internal.Expressions;
import dev.hearken.dialogue.internal.words.SpokenWords;
import dev.hearken.dialogue.internal.yaml.Position;
import dev.hearken.dialogue.internal.yaml.YamlValue;
import dev.hearken.speech.Expression;
import java.util.ArrayList;
import java.util.List;

/** Reads one Rhino expression: {@code [one, of]}, {@code (optional)}, {@code $type:slot}, {@code @macro}. */
final class RhinoTemplate {

    private static final int MAX_DEPTH = 30;
    private static final int MAX_LENGTH = 10_000;

    /** Looks up what an expression names. */
    interface Names {
        Expression slotType(String type, Position at);

        Expression macro(String name, Position at);
    }

    private final YamlValue.Scalar source;
    private final String text;
    private final Names names;
    private int at;

    private RhinoTemplate(YamlValue.Scalar source, Names names) {
        this.source = source;
        this.text = source.text();
        this.names = names;
    }

    /** @throws GrammarSourceException at the offending character */
    static Expression parse(YamlValue.Scalar source, Names names) {
        if (source.text().length() > MAX_LENGTH) {
            throw source.at().error("an expression of " + source.text().length() + " characters; the limit is " + MAX_LENGTH);
        }
        RhinoTemplate parser = new RhinoTemplate(source, names);
        Expression expression = parser.options('\0', 0, 0);
        if (parser.at < parser.text.length()) {
            throw parser.error(parser.at, "'" + parser.text.charAt(parser.at) + "' closes nothing");
        }
        return expression;
    }

    private Expression options(char close, int openedAt, int depth) {
        if (depth > MAX_DEPTH) {
            throw error(at, "brackets nested deeper than " + MAX_DEPTH);
        }
        List<Expression> options = new ArrayList<>();
        while (true) {
            int start = at;
            Expression option = sequence(depth);
            char c = at < text.length() ? text.charAt(at) : '\0';
            if (close != '\0' && option.equals(Expressions.EMPTY)) {
                throw error(start, "an empty choice");
            }
            options.add(option);
            if (c == ',') {
                if (close == '\0') {
                    throw error(at, "',' outside brackets; choices are written [one, other]");
                }
                at++;
            } else if (at >= text.length() && close != '\0') {
                throw error(openedAt, "'" + text.charAt(openedAt) + "' is never closed, expected '" + close + "'");
            } else if (close != '\0' && c != close) {
                throw error(at, "expected '" + close + "', found '" + c + "'");
            } else {
                return Expressions.choice(options);
            }
        }
    }

    private Expression sequence(int depth) {
        List<Expression> parts = new ArrayList<>();
        while (at < text.length() && ",])".indexOf(text.charAt(at)) < 0) {
            char c = text.charAt(at);
            if (c == '[' || c == '(') {
                int start = at++;
                Expression body = options(c == '[' ? ']' : ')', start, depth + 1);
                at++;
                parts.add(c == '[' ? body : Expressions.optional(body));
            } else if (c == '$') {
                parts.add(slot());
            } else if (c == '@') {
                int start = at++;
                parts.add(names.macro(name("a macro", start), source.at(start)));
            } else {
                int start = at;
                while (at < text.length() && "[](),$@".indexOf(text.charAt(at)) < 0) {
                    at++;
                }
                parts.add(Expressions.words(SpokenWords.of(text.substring(start, at))));
            }
        }
        return Expressions.sequence(parts);
    }

    private Expression slot() {
        int start = at++;
        String type = name("a slot type", start);
        String slot = type;
        if (at < text.length() && text.charAt(at) == ':') {
            at++;
            slot = name("a slot", start);
        }
        return Expressions.slot(slot, names.slotType(type, source.at(start)));
    }

    private String name(String what, int start) {
        int begin = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || "_.-".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (begin == at) {
            throw error(start, "expected the name of " + what + " after '" + text.charAt(begin - 1) + "'");
        }
        return text.substring(begin, at);
    }

    private GrammarSourceException error(int offset, String problem) {
        return source.at(Math.min(offset, text.length())).error(problem);
    }
}
