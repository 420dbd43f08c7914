package dev.hearken.dialogue.internal.hassil;

import dev.hearken.dialogue.internal.Expressions;
import dev.hearken.dialogue.internal.words.SpokenWords;
import dev.hearken.speech.Expression;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Turns a template into words. Parts that blanks separate stay a tree; only parts written together, as in {@code light[s]}, are multiplied out. */
final class Lowering {

    private final RuleTable rules;
    private final Scope scope;
    private final DeviceFilter filter;

    Lowering(RuleTable rules, Scope scope, DeviceFilter filter) {
        this.rules = rules;
        this.scope = scope;
        this.filter = filter;
    }

    Expression lower(Template template) {
        if (template instanceof Template.Text text) {
            return Expressions.words(SpokenWords.of(text.text()));
        }
        if (template instanceof Template.Sequence sequence) {
            return sequence(sequence.items());
        }
        if (template instanceof Template.Alternatives alternatives) {
            return Expressions.choice(alternatives.options().stream().map(this::lower).toList());
        }
        if (template instanceof Template.Optional optional) {
            return Expressions.optional(lower(optional.body()));
        }
        if (template instanceof Template.Permutation permutation) {
            return permutation(permutation.parts().stream().map(this::lower).toList());
        }
        if (template instanceof Template.RuleReference reference) {
            return rules.rule(reference, scope, filter);
        }
        Template.ListReference reference = (Template.ListReference) template;
        return Expressions.slot(reference.slot(), rules.list(reference, scope, filter));
    }

    /** Shares heads: each part is first once, followed by the orders of the others. */
    private static Expression permutation(List<Expression> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        List<Expression> options = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            List<Expression> others = new ArrayList<>(parts);
            Expression head = others.remove(i);
            options.add(Expressions.sequence(List.of(head, permutation(others))));
        }
        return Expressions.choice(options);
    }

    private Expression sequence(List<Template> items) {
        List<Expression> parts = new ArrayList<>();
        for (List<Template> run : Joints.runs(items)) {
            parts.add(run.size() == 1 ? lower(run.get(0)) : joined(run));
        }
        return Expressions.sequence(parts);
    }

    /** Parts written together: every wording of the run, with letters joined to words. */
    private Expression joined(List<Template> run) {
        Set<Expression> wordings = new LinkedHashSet<>();
        for (List<Template> wording : Joints.wordings(run)) {
            wordings.add(wording(wording));
        }
        return Expressions.choice(List.copyOf(wordings));
    }

    /** One wording: texts and references in a row; neighbouring texts are one text. */
    private Expression wording(List<Template> atoms) {
        List<Expression> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Template atom : atoms) {
            if (atom instanceof Template.Text piece) {
                attach(parts, text, piece);
            } else {
                parts.add(Expressions.words(SpokenWords.of(text.toString())));
                text.setLength(0);
                parts.add(lower(atom));
            }
        }
        parts.add(Expressions.words(SpokenWords.of(text.toString())));
        return Expressions.sequence(parts);
    }

    private void attach(List<Expression> parts, StringBuilder text, Template.Text piece) {
        int last = parts.size() - 1;
        if (text.isEmpty() && last >= 0 && Suffix.isSuffix(piece.text()) && !Expressions.isImpossible(parts.get(last))) {
            parts.set(last, new Suffix(rules, piece.text(), piece.at()).on(parts.get(last)));
        } else {
            text.append(piece.text());
        }
    }
}
