package dev.hearken.dialogue.internal.reply;

import dev.hearken.dialogue.internal.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One wording of a reply.
 *
 * @param conditions slot -> value it must have, or {@link #ANY}
 * @param parts      what is said, in order
 */
public record ReplyTemplate(Map<String, String> conditions, List<Part> parts) {

    /** Value of a condition that holds whenever the slot is there. */
    static final String ANY = "any";

    /**
     * A stretch of text.
     *
     * @param pieces   texts and slots in turn, a text first
     * @param optional in brackets: said only if all its slots are there
     */
    record Part(List<String> pieces, boolean optional) {

        Set<String> slots() {
            Set<String> slots = new TreeSet<>();
            for (int i = 1; i < pieces.size(); i += 2) {
                slots.add(pieces.get(i));
            }
            return slots;
        }
    }

    /** @throws dev.hearken.dialogue.GrammarSourceException if a slot may be missing, or brackets do not match */
    static ReplyTemplate parse(Map<String, String> conditions, YamlValue.Scalar source) {
        List<Part> parts = new ArrayList<>();
        String text = source.text();
        int at = 0;
        while (at < text.length()) {
            boolean optional = text.charAt(at) == '[';
            int end = text.indexOf(optional ? ']' : '[', at);
            if (optional && end < 0) {
                throw source.at(at).error("'[' is never closed, expected ']'");
            }
            int stop = end < 0 ? text.length() : end;
            Part part = part(source, optional ? at + 1 : at, stop, optional);
            for (String slot : part.slots()) {
                if (!optional && !conditions.containsKey(slot)) {
                    throw source.at(at).error("{" + slot + "} may be missing: name it under when, or put the part in [ ]");
                }
            }
            parts.add(part);
            at = optional ? stop + 1 : stop;
        }
        return new ReplyTemplate(Map.copyOf(conditions), List.copyOf(parts));
    }

    private static Part part(YamlValue.Scalar source, int from, int to, boolean optional) {
        List<String> pieces = new ArrayList<>();
        String text = source.text();
        int at = from;
        while (true) {
            int open = text.indexOf('{', at);
            String plain = text.substring(at, open < 0 || open >= to ? to : open);
            int stray = plain.indexOf('}') >= 0 ? plain.indexOf('}') : plain.indexOf(']');
            if (stray >= 0) {
                throw source.at(at + stray).error("'" + plain.charAt(stray) + "' closes nothing");
            }
            pieces.add(plain);
            if (open < 0 || open >= to) {
                return new Part(List.copyOf(pieces), optional);
            }
            int close = text.indexOf('}', open);
            if (close < 0 || close > to) {
                throw source.at(open).error("'{' is never closed, expected '}'");
            }
            String slot = text.substring(open + 1, close).trim();
            if (slot.isEmpty() || !slot.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_')) {
                throw source.at(open).error("expected the name of a slot, found \"" + slot + "\"");
            }
            pieces.add(slot);
            at = close + 1;
        }
    }

    public boolean fits(Map<String, String> slots) {
        return conditions.entrySet().stream().allMatch(condition -> {
            String value = slots.get(condition.getKey());
            return value != null && (condition.getValue().equals(ANY) || condition.getValue().equalsIgnoreCase(value));
        });
    }

    /** What is said; a sentence begins with a capital, a part of one as it is written. */
    public String text(Map<String, String> slots) {
        StringBuilder said = new StringBuilder();
        for (Part part : parts) {
            if (!part.optional() || slots.keySet().containsAll(part.slots())) {
                for (int i = 0; i < part.pieces().size(); i++) {
                    String piece = part.pieces().get(i);
                    said.append(i % 2 == 0 ? piece : slots.get(piece));
                }
            }
        }
        if (!said.isEmpty() && ".?!".indexOf(said.charAt(said.length() - 1)) >= 0) {
            said.setCharAt(0, Character.toUpperCase(said.charAt(0)));
        }
        return said.toString();
    }
}
