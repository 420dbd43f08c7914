package dev.hearken.dialogue.internal.hassil;

import dev.hearken.dialogue.internal.words.SpokenWords;
import dev.hearken.dialogue.internal.yaml.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds where parts of a template touch without a blank, so that letters of both sides make one word. */
final class Joints {

    /** Wordings of one run of parts written together; more than that is a mistake in the file. */
    private static final int MAX_WORDINGS = 256;

    /** What a part may begin or end with. */
    private record Edge(boolean letter, boolean name, boolean empty) {

        static final Edge NOTHING = new Edge(false, false, true);

        Edge or(Edge other) {
            return new Edge(letter || other.letter, name || other.name, empty || other.empty);
        }

        /** The edge of this part with {@code behind} showing through where this part may be empty. */
        Edge over(Edge behind) {
            return empty ? new Edge(letter || behind.letter, name || behind.name, behind.empty) : this;
        }

        boolean joins(Edge other) {
            return letter && (other.letter || other.name) || name && other.letter;
        }
    }

    private Joints() {
    }

    /** Splits a sequence into the longest runs within which parts may touch; blanks are dropped. */
    static List<List<Template>> runs(List<Template> items) {
        List<Template> flat = new ArrayList<>();
        flatten(items, flat);
        Edge[] after = new Edge[flat.size() + 1];
        after[flat.size()] = Edge.NOTHING;
        for (int i = flat.size() - 1; i >= 0; i--) {
            after[i] = edge(flat.get(i), true).over(after[i + 1]);
        }
        List<List<Template>> runs = new ArrayList<>();
        List<Template> run = new ArrayList<>();
        Edge before = Edge.NOTHING;
        for (int i = 0; i < flat.size(); i++) {
            if (!run.isEmpty() && !before.joins(after[i])) {
                runs.add(run);
                run = new ArrayList<>();
                before = Edge.NOTHING;
            }
            run.add(flat.get(i));
            before = edge(flat.get(i), false).over(before);
        }
        if (!run.isEmpty()) {
            runs.add(run);
        }
        return runs;
    }

    /** Nested sequences opened, texts cut at blanks with the blanks kept as texts of their own. */
    private static void flatten(List<Template> items, List<Template> flat) {
        for (Template item : items) {
            if (item instanceof Template.Sequence sequence) {
                flatten(sequence.items(), flat);
            } else if (item instanceof Template.Text text) {
                flat.addAll(pieces(text));
            } else {
                flat.add(item);
            }
        }
    }

    private static List<Template> pieces(Template.Text text) {
        List<Template> pieces = new ArrayList<>();
        String all = text.text();
        int start = 0;
        for (int i = 1; i <= all.length(); i++) {
            if (i == all.length() || Character.isWhitespace(all.charAt(i)) != Character.isWhitespace(all.charAt(i - 1))) {
                pieces.add(new Template.Text(all.substring(start, i), text.at().plus(start)));
                start = i;
            }
        }
        return pieces;
    }

    private static Edge edge(Template template, boolean left) {
        if (template instanceof Template.Text text) {
            if (text.text().isEmpty()) {
                return Edge.NOTHING;
            }
            int c = left ? text.text().codePointAt(0) : text.text().codePointBefore(text.text().length());
            return new Edge(!Character.isWhitespace(c) && !SpokenWords.standsAlone(c), false, false);
        }
        if (template instanceof Template.Sequence sequence) {
            Edge edge = Edge.NOTHING;
            List<Template> items = sequence.items();
            for (int i = 0; i < items.size(); i++) {
                edge = left ? edge(items.get(items.size() - 1 - i), true).over(edge) : edge(items.get(i), false).over(edge);
            }
            return edge;
        }
        if (template instanceof Template.Alternatives alternatives) {
            return alternatives.options().stream().map(option -> edge(option, left)).reduce(Edge::or).orElse(Edge.NOTHING);
        }
        if (template instanceof Template.Optional optional) {
            return edge(optional.body(), left).or(Edge.NOTHING);
        }
        return new Edge(false, !(template instanceof Template.Permutation), false);
    }

    /** All wordings of a run as rows of texts and references. */
    static List<List<Template>> wordings(List<Template> run) {
        return product(run, place(run));
    }

    private static List<List<Template>> product(List<Template> parts, Optional<Position> at) {
        List<List<Template>> rows = List.of(List.of());
        for (Template part : parts) {
            List<List<Template>> next = new ArrayList<>();
            for (List<Template> head : rows) {
                for (List<Template> tail : options(part, at)) {
                    List<Template> row = new ArrayList<>(head);
                    row.addAll(tail);
                    next.add(row);
                }
            }
            if (next.size() > MAX_WORDINGS) {
                Position place = at.orElse(new Position("template", 1, 1));
                throw place.error("brackets written together make more than " + MAX_WORDINGS + " words; separate them with blanks");
            }
            rows = next;
        }
        return rows;
    }

    private static List<List<Template>> options(Template part, Optional<Position> at) {
        if (part instanceof Template.Sequence sequence) {
            return product(sequence.items(), at);
        }
        List<List<Template>> options = new ArrayList<>();
        if (part instanceof Template.Alternatives alternatives) {
            alternatives.options().forEach(option -> options.addAll(options(option, at)));
        } else if (part instanceof Template.Optional optional) {
            options.add(List.of());
            options.addAll(options(optional.body(), at));
        } else if (part instanceof Template.Text text) {
            options.add(pieces(text));
        } else {
            options.add(List.of(part));
        }
        return options;
    }

    private static Optional<Position> place(List<Template> parts) {
        for (Template part : parts) {
            Optional<Position> at = part instanceof Template.Text text ? Optional.of(text.at())
                    : part instanceof Template.ListReference list ? Optional.of(list.at())
                    : part instanceof Template.RuleReference rule ? Optional.of(rule.at())
                    : part instanceof Template.Permutation permutation ? Optional.of(permutation.at())
                    : place(children(part));
            if (at.isPresent()) {
                return at;
            }
        }
        return Optional.empty();
    }

    private static List<Template> children(Template part) {
        return part instanceof Template.Sequence sequence ? sequence.items()
                : part instanceof Template.Alternatives alternatives ? alternatives.options()
                : part instanceof Template.Optional optional ? List.of(optional.body()) : List.of();
    }
}
