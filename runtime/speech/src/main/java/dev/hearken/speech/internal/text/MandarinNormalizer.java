package dev.hearken.speech.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Mandarin. Numbers, times, dates, quantities and signs become hanzi; what comes out are rows of hanzi, to be cut into words by the pack's
 * word list, and English words between them. A word in capitals of up to five letters, or without a vowel, comes out letter by letter;
 * a single letter stands for its name. Time is linear in the length of the sentence times the number of rules.
 */
public final class MandarinNormalizer implements TextNormalizer {

    private static final int LONGEST_WORD = 40;
    private static final int LONGEST_INITIALS = 5;
    private static final Pattern WORD = Pattern.compile("[A-Za-z]+(?:'[A-Za-z]+)*");
    private static final Pattern WIDE_COLON = Pattern.compile("(?<=\\d)：(?=\\d)");
    private static final Pattern ADDRESS = Pattern.compile("(?:https?://|www\\.)[^\\s/]{1,100}(?:/\\S{0,300})?");
    private static final Map<Character, String> NAMES = Map.of('&', "和", '%', "百分号", '°', "度", '℃', "摄氏度", '+', "加", '=', "等于", '≈', "约等于",
        '×', "乘", '÷', "除以");
    private static final List<Rule> RULES = Stream.concat(MandarinDates.RULES.stream(), MandarinQuantities.RULES.stream()).toList();
    private static final String RULE_STARTS = "-−+±¥￥$€£×x*÷=";

    /** Whether a character is Chinese writing that has a reading of its own. */
    static boolean isHanzi(int character) {
        return Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN && Character.isLetter(character) || character == '〇';
    }

    @Override
    public List<SpokenWord> normalize(String sentence) {
        String text = EnglishSigns.prepare(WIDE_COLON.matcher(ADDRESS.matcher(sentence).replaceAll("链接，")).replaceAll(":"));
        List<Matcher> rules = RULES.stream().map(rule -> rule.matcher(text)).toList();
        Matcher word = WORD.matcher(text);
        Spoken spoken = new Spoken();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int next = c >= '0' && c <= '9' || RULE_STARTS.indexOf(c) >= 0 ? byRule(text, at, rules, spoken) : at;
            if (next == at && word.region(at, text.length()).lookingAt()) {
                word(word.group(), spoken);
                next = word.end();
            }
            if (next == at) {
                int character = text.codePointAt(at);
                next = at + Character.charCount(character);
                if (isHanzi(character)) {
                    spoken.hanzi(text, at, next);
                } else {
                    sign(text, at, spoken);
                }
            }
            at = next;
        }
        return spoken.words();
    }

    private static int byRule(String text, int at, List<Matcher> rules, Spoken spoken) {
        for (int i = 0; i < rules.size(); i++) {
            Matcher matcher = rules.get(i).region(at, text.length());
            if (matcher.lookingAt() && matcher.end() > at) {
                String reading = RULES.get(i).reading().apply(matcher);
                if (reading != null) {
                    spoken.say(reading);
                    return matcher.end();
                }
            }
        }
        return at;
    }

    private static void word(String written, Spoken spoken) {
        boolean capitals = written.chars().allMatch(Character::isUpperCase);
        String lower = written.toLowerCase(java.util.Locale.ROOT);
        boolean spelt = capitals && written.length() <= LONGEST_INITIALS
            || lower.length() <= LONGEST_INITIALS && lower.chars().noneMatch(c -> "aeiouy".indexOf(c) >= 0);
        if (spelt) {
            lower.chars().filter(Character::isLetter).forEach(letter -> spoken.latin(Character.toString(letter)));
        } else {
            for (int from = 0; from < lower.length(); from += LONGEST_WORD) {
                spoken.latin(lower.substring(from, Math.min(lower.length(), from + LONGEST_WORD)));
            }
        }
    }

    private static void sign(String text, int at, Spoken spoken) {
        char c = text.charAt(at);
        String name = NAMES.get(c);
        if (name != null) {
            spoken.say(name);
            return;
        }
        boolean dash = (c == '-' || c == '–') && at > 0 && text.charAt(at - 1) == ' ' && at + 1 < text.length() && text.charAt(at + 1) == ' ';
        spoken.pause(dash ? Pause.SHORT : EnglishSigns.pause(c));
    }

    /** Collects words and pauses; pauses before the first word are dropped, hanzi without a sign between them stay together. */
    private static final class Spoken {

        private final List<SpokenWord> words = new ArrayList<>();
        private final StringBuilder row = new StringBuilder();

        void hanzi(String text, int from, int to) {
            row.append(text, from, to);
        }

        /** Hanzi, with "," where a pause is made. */
        void say(String reading) {
            String[] parts = reading.split(",");
            for (int i = 0; i < parts.length; i++) {
                row.append(parts[i]);
                if (i < parts.length - 1) {
                    pause(Pause.SHORT);
                }
            }
        }

        void latin(String word) {
            endRow();
            words.add(new SpokenWord(word, Pause.NONE));
        }

        void pause(Pause pause) {
            if (pause == Pause.NONE) {
                return;
            }
            endRow();
            if (!words.isEmpty()) {
                SpokenWord last = words.remove(words.size() - 1);
                words.add(new SpokenWord(last.word(), last.after().or(pause)));
            }
        }

        private void endRow() {
            if (!row.isEmpty()) {
                words.add(new SpokenWord(row.toString(), Pause.NONE));
                row.setLength(0);
            }
        }

        List<SpokenWord> words() {
            endRow();
            return words;
        }
    }
}
