package dev.hearken.speech.internal.grammar;

import dev.hearken.speech.Expression;
import dev.hearken.speech.Grammar;
import dev.hearken.speech.GrammarException;
import dev.hearken.speech.internal.grammar.WordNetwork.Mark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Writes a grammar out as a {@link WordNetwork} and finds its faults. */
public final class NetworkBuilder {

    /** More would need gigabytes to search. */
    private static final int MOST_STATES = 4_000_000;
    /** Deeper trees are not written by people; keeps the recursion within any thread's stack. */
    private static final int DEEPEST = 300;
    private static final int MOST_PRONUNCIATIONS = 6;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final Grammar grammar;
    private final Function<String, List<int[]>> lexicon;
    private final Map<String, Integer> wordNumbers = new HashMap<>();
    private final List<int[][]> sounds = new ArrayList<>();
    private final Map<String, Integer> nameNumbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final IntList firstArc = new IntList();
    private final IntList lastArc = new IntList();
    private final IntList sentenceAt = new IntList();
    private final IntList arcTarget = new IntList();
    private final IntList arcLabel = new IntList();
    private final IntList nextArc = new IntList();
    private final Deque<String> openRules = new ArrayDeque<>();
    private String place = "";
    private int depth;

    private NetworkBuilder(Grammar grammar, Function<String, List<int[]>> lexicon) {
        this.grammar = grammar;
        this.lexicon = lexicon;
    }

    /**
     * @param lexicon pronunciations of a word as recogniser labels; empty if it cannot be spoken
     */
    public static WordNetwork build(Grammar grammar, Function<String, List<int[]>> lexicon) {
        return new NetworkBuilder(grammar, lexicon).build();
    }

    private WordNetwork build() {
        if (grammar.sentences().isEmpty()) {
            throw new GrammarException("the grammar has no sentences");
        }
        checkRules();
        int start = newState();
        for (int i = 0; i < grammar.sentences().size(); i++) {
            Grammar.Sentence sentence = grammar.sentences().get(i);
            place = "sentence " + (i + 1) + " (intent " + sentence.intent() + ")";
            if (!(sentence.cost() >= 0 && sentence.cost() < 1e6)) {
                throw new GrammarException(place + ": cost " + sentence.cost() + " is not a number from 0 to a million");
            }
            int from = newState();
            arc(start, WordNetwork.SILENT, from);
            int to = add(sentence.body(), from);
            if (to == from) {
                throw new GrammarException(place + " says nothing");
            }
            sentenceAt.set(to, i);
        }
        String[] words = new String[wordNumbers.size()];
        wordNumbers.forEach((word, number) -> words[number] = word);
        return new WordNetwork(grammar, words, sounds.toArray(new int[0][][]), List.copyOf(names), firstArc.toArray(), sentenceAt.toArray(),
                arcTarget.toArray(), arcLabel.toArray(), nextArc.toArray());
    }

    /** Rules that no sentence uses are checked as well: a fault in them is a fault of the file. */
    private void checkRules() {
        Map<String, Boolean> done = new HashMap<>();
        for (String rule : grammar.rules().keySet().stream().sorted().toList()) {
            place = "rule <" + rule + ">";
            checkRule(rule, done);
        }
        depth = 0;
    }

    private void checkRule(String rule, Map<String, Boolean> done) {
        if (done.containsKey(rule)) {
            return;
        }
        enterRule(rule);
        checkReferences(grammar.rules().get(rule), done);
        openRules.removeLast();
        done.put(rule, true);
    }

    private void checkReferences(Expression e, Map<String, Boolean> done) {
        enter();
        if (e instanceof Expression.Reference reference) {
            require(reference.rule());
            checkRule(reference.rule(), done);
        } else {
            children(e).forEach(child -> checkReferences(child, done));
        }
        depth--;
    }

    private static List<Expression> children(Expression e) {
        if (e instanceof Expression.Sequence sequence) {
            return sequence.parts();
        } else if (e instanceof Expression.Choice choice) {
            return choice.options();
        } else if (e instanceof Expression.Optional optional) {
            return List.of(optional.body());
        } else if (e instanceof Expression.Slot slot) {
            return List.of(slot.body());
        } else if (e instanceof Expression.Value value) {
            return List.of(value.body());
        }
        return List.of();
    }

    private void require(String rule) {
        if (!grammar.rules().containsKey(rule)) {
            String inside = openRules.isEmpty() ? "" : " by rule <" + openRules.getLast() + ">";
            throw new GrammarException(place + ": rule <" + rule + "> is used" + inside + " but not defined");
        }
    }

    private void enterRule(String rule) {
        if (openRules.contains(rule)) {
            List<String> circle = new ArrayList<>(openRules);
            circle = new ArrayList<>(circle.subList(circle.indexOf(rule), circle.size()));
            circle.add(rule);
            throw new GrammarException(place + ": rules refer to each other in a circle: " + String.join(" -> ", circle));
        }
        openRules.addLast(rule);
    }

    private void enter() {
        if (++depth > DEEPEST) {
            throw new GrammarException(place + " is nested more than " + DEEPEST + " deep");
        }
    }

    /** Adds what may be said after state {@code from} and returns the state after it. No arc ever leads back into {@code from}. */
    private int add(Expression e, int from) {
        enter();
        int to;
        if (e instanceof Expression.Word word) {
            to = addWords(word.text(), from);
        } else if (e instanceof Expression.Sequence sequence) {
            to = from;
            for (Expression part : sequence.parts()) {
                to = add(part, to);
            }
        } else if (e instanceof Expression.Choice choice) {
            to = addChoice(choice, from);
        } else if (e instanceof Expression.Optional optional) {
            to = newState();
            arc(add(optional.body(), from), WordNetwork.SILENT, to);
            arc(from, WordNetwork.SILENT, to);
        } else if (e instanceof Expression.Slot slot) {
            to = addMarked(Mark.OPEN_SLOT, Mark.CLOSE_SLOT, slot.name(), slot.body(), from);
        } else if (e instanceof Expression.Value value) {
            to = addMarked(Mark.OPEN_VALUE, Mark.CLOSE_VALUE, value.value(), value.body(), from);
        } else {
            String rule = ((Expression.Reference) e).rule();
            require(rule);
            enterRule(rule);
            to = add(grammar.rules().get(rule), from);
            openRules.removeLast();
        }
        depth--;
        return to;
    }

    private int addChoice(Expression.Choice choice, int from) {
        if (choice.options().isEmpty()) {
            throw new GrammarException(place + " has a choice without options");
        }
        int to = newState();
        for (Expression option : choice.options()) {
            arc(add(option, from), WordNetwork.SILENT, to);
        }
        return to;
    }

    private int addMarked(Mark open, Mark close, String name, Expression body, int from) {
        int number = nameNumbers.computeIfAbsent(name, n -> {
            names.add(n);
            return names.size() - 1;
        });
        int inside = newState();
        arc(from, WordNetwork.mark(open, number), inside);
        int after = newState();
        arc(add(body, inside), WordNetwork.mark(close, number), after);
        return after;
    }

    private int addWords(String text, int from) {
        if (wordNumbers.containsKey(text)) {   // most: a rule is written out wherever it is used
            int to = newState();
            arc(from, wordNumber(text), to);
            return to;
        }
        int to = from;
        for (String part : BLANKS.split(text.strip().toLowerCase(Locale.ROOT))) {
            int next = newState();
            arc(to, wordNumber(part), next);
            to = next;
        }
        return to;
    }

    private int wordNumber(String word) {
        Integer known = wordNumbers.get(word);
        if (known != null) {
            return known;
        }
        String shown = word.length() <= 40 ? word : word.substring(0, 40) + "…";
        if (word.codePoints().noneMatch(Character::isLetter)) {
            throw new GrammarException(place + ": \"" + shown + "\" has no letters and cannot be heard; numbers are written as words");
        }
        List<int[]> found = lexicon.apply(word);
        if (found.isEmpty()) {
            throw new GrammarException(place + ": nothing in \"" + shown + "\" can be spoken in language " + grammar.language());
        }
        sounds.add(found.subList(0, Math.min(found.size(), MOST_PRONUNCIATIONS)).toArray(new int[0][]));
        wordNumbers.put(word, wordNumbers.size());
        return wordNumbers.size() - 1;
    }

    private int newState() {
        if (firstArc.size() >= MOST_STATES) {
            throw new GrammarException(place + ": the grammar has more than " + MOST_STATES
                    + " states when its rules are written out; use shorter lists or fewer of them in one sentence");
        }
        firstArc.add(-1);
        lastArc.add(-1);
        sentenceAt.add(-1);
        return firstArc.size() - 1;
    }

    private void arc(int from, int label, int to) {
        if (from == to && label == WordNetwork.SILENT) {
            return;
        }
        int arc = arcTarget.size();
        arcTarget.add(to);
        arcLabel.add(label);
        nextArc.add(-1);
        if (lastArc.get(from) < 0) {
            firstArc.set(from, arc);
        } else {
            nextArc.set(lastArc.get(from), arc);
        }
        lastArc.set(from, arc);
    }
}
