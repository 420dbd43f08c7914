package dev.hearken.speech.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * American English. A sentence is read from left to right; where a token begins, the first rule that fits it says how it is read: dates and
 * times, quantities, then abbreviations, initialisms and words, then single signs. Time is linear in the length of the sentence
 * times the number of rules.
 */
public final class EnglishNormalizer implements TextNormalizer {

    /** Longer letter rows are spoken in pieces. */
    private static final int LONGEST_WORD = 40;
    private static final Pattern WORD = Pattern.compile("[A-Za-z]+(?:'[A-Za-z]+)*");
    private static final Pattern DOTTED = Pattern.compile("(?:[A-Za-z]\\.){2,6}(?:[A-Za-z](?![\\p{L}\\d]))?");
    private static final Pattern DOMAIN = Pattern.compile("(?<=[A-Za-z\\d])\\.(?=[A-Za-z]{2})");
    private static final List<Rule> RULES = Stream.concat(
        Stream.of(
            Rule.of("[#](?=\\d)|[Nn]os?\\. ?(?=\\d)", m -> "number"),
            Rule.of("[~≈](?=\\s?\\d)", m -> "about"),
            Rule.of("(?:https?://|www\\.)[^\\s/]{1,100}(?:/\\S{0,300})?", EnglishNormalizer::address)),
        Stream.concat(EnglishDates.RULES.stream(), EnglishQuantities.RULES.stream())).toList();

    @Override
    public List<SpokenWord> normalize(String sentence) {
        String text = EnglishSigns.prepare(sentence);
        boolean shouting = shouting(text);
        Spoken spoken = new Spoken();
        List<Matcher> rules = RULES.stream().map(rule -> rule.matcher(text)).toList();
        Matcher word = WORD.matcher(text);
        Matcher dotted = DOTTED.matcher(text);
        Matcher domain = DOMAIN.matcher(text).useTransparentBounds(true);
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int next = mayBeRule(text, at) ? byRule(text, at, rules, spoken) : at;
            if (next == at && looksAt(dotted, at, text)) {
                next = initials(text, dotted, spoken);
            }
            if (next == at && looksAt(word, at, text)) {
                next = word(text, word, shouting, spoken);
            }
            if (next == at && c == '.' && looksAt(domain, at, text)) {
                spoken.say("dot");
                next = at + 1;
            }
            if (next == at) {
                sign(text, at, spoken);
                next = at + 1;
            }
            at = next;
        }
        return spoken.words();
    }

    /** Rules begin with a digit or a sign before one, or with a capital (months, "No.") or h/w/n at the start of a word. */
    private static boolean mayBeRule(String text, int at) {
        char c = text.charAt(at);
        char before = at == 0 ? ' ' : text.charAt(at - 1);
        if (c >= '0' && c <= '9') {
            return true;
        }
        if (Character.isLetter(c)) {
            return !Character.isLetterOrDigit(before) && (Character.isUpperCase(c) || c == 'h' || c == 'w' || c == 'n');
        }
        return "-−–+±$€£¥#~≈(.".indexOf(c) >= 0;
    }

    private static int byRule(String text, int at, List<Matcher> rules, Spoken spoken) {
        for (int i = 0; i < rules.size(); i++) {
            Matcher matcher = rules.get(i);
            if (looksAt(matcher, at, text) && matcher.end() > at) {
                String reading = RULES.get(i).reading().apply(matcher);
                if (reading != null) {
                    spoken.say(reading);
                    return matcher.end();
                }
            }
        }
        return at;
    }

    private static boolean looksAt(Matcher matcher, int at, String text) {
        return matcher.region(at, text.length()).lookingAt();
    }

    /** "e.g.", "i.e.", "U.S.", "a.m.": the last point also ends the sentence if nothing follows. */
    private static int initials(String text, Matcher dotted, Spoken spoken) {
        String letters = dotted.group().replace(".", "");
        spoken.say(switch (letters.toLowerCase(java.util.Locale.ROOT)) {
            case "eg" -> "for example ,";
            case "ie" -> "that is ,";
            default -> EnglishWords.spell(letters);
        });
        return dotted.end();
    }

    private static int word(String text, Matcher word, boolean shouting, Spoken spoken) {
        int end = word.end();
        String written = word.group();
        if (end < text.length() && text.charAt(end) == '.') {
            int following = end + 1;
            while (following < text.length() && text.charAt(following) == ' ') {
                following++;
            }
            boolean last = following == text.length();
            String full = EnglishWords.beforePoint(written, !last && Character.isUpperCase(text.charAt(following)));
            if (!full.isEmpty()) {
                spoken.say(full);
                return last ? end : end + 1;
            }
        }
        for (int from = 0; from < written.length(); from += LONGEST_WORD) {
            spoken.say(EnglishWords.spoken(written.substring(from, Math.min(written.length(), from + LONGEST_WORD)), shouting));
        }
        return end;
    }

    private static void sign(String text, int at, Spoken spoken) {
        char c = text.charAt(at);
        String name = EnglishSigns.name(c);
        if (name != null) {
            spoken.say(name);
            return;
        }
        boolean dash = (c == '-' || c == '–') && at > 0 && text.charAt(at - 1) == ' ' && at + 1 < text.length() && text.charAt(at + 1) == ' ';
        spoken.pause(dash ? Pause.SHORT : EnglishSigns.pause(c));
    }

    private static String address(MatchResult m) {
        return "link ,";
    }

    /** Whether capitals are the sentence's only letters and there are too many for initials. */
    private static boolean shouting(String text) {
        return text.chars().noneMatch(Character::isLowerCase) && text.chars().filter(Character::isUpperCase).count() > 6;
    }

    /** Collects words and pauses; pauses before the first word are dropped. */
    private static final class Spoken {

        private final List<SpokenWord> words = new ArrayList<>();

        void say(String text) {
            for (String token : text.split(" ")) {
                String word = token.endsWith(",") ? token.substring(0, token.length() - 1) : token;
                if (!word.isEmpty()) {
                    words.add(new SpokenWord(word, Pause.NONE));
                }
                if (token.endsWith(",")) {
                    pause(Pause.SHORT);
                }
            }
        }

        void pause(Pause pause) {
            if (!words.isEmpty() && pause != Pause.NONE) {
                SpokenWord last = words.remove(words.size() - 1);
                words.add(new SpokenWord(last.word(), last.after().or(pause)));
            }
        }

        List<SpokenWord> words() {
            return List.copyOf(words);
        }
    }
}
