package dev.hearken.dialogue.internal.words;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns written text into the words that are spoken: lower case, digits and signs as words, punctuation gone. The same rules serve templates, names of
 * devices and typed commands, so that what is written alike meets.
 */
public final class SpokenWords {

    private static final String LETTER = "[\\p{L}\\p{M}&&[^\\p{IsHan}]]";

    /** A half, a number (with sign, thousands commas or decimals), a Han character, a sign with a name, or a word. Repetitions are bounded: no input overflows the stack. */
    private static final Pattern TOKEN = Pattern.compile(
            "(?<half>(?<!\\d)1/2(?!\\d))|(?<number>(?:(?<![\\p{L}\\p{N}])-)?+\\d{1,12}+(?:,\\d{3}){0,3}+(?:\\.\\d{1,6}+)?+)"
                    + "|(?<han>\\p{IsHan})|(?<sign>[%°&+])|(?<word>'?" + LETTER + "++(?:'" + LETTER + "++){0,3}+'?)");

    private SpokenWords() {
    }

    /** The words of {@code text}; none if nothing in it can be spoken. */
    public static List<String> of(String text) {
        String clean = Normalizer.normalize(text, Normalizer.Form.NFKC).replace('’', '\'').replace('‘', '\'').replace('ʼ', '\'').replace('⁄', '/').toLowerCase(Locale.ROOT);
        List<String> words = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(clean);
        while (matcher.find()) {
            if (matcher.group("half") != null) {
                words.add("half");
            } else if (matcher.group("number") != null) {
                words.addAll(List.of(EnglishNumbers.spell(new BigDecimal(matcher.group("number").replace(",", ""))).split(" ")));
            } else if (matcher.group("sign") != null) {
                words.add(sign(matcher.group("sign").charAt(0)));
            } else {
                addWord(words, matcher.group());
            }
        }
        return words;
    }

    /** Whether a character is read as a word of its own, so that nothing joins it: signs with a name, Han characters, digits. */
    public static boolean standsAlone(int codePoint) {
        return "%°&+".indexOf(codePoint) >= 0 || Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HAN;
    }

    private static String sign(char sign) {
        return switch (sign) {
            case '%' -> "percent";
            case '°' -> "degrees";
            case '&' -> "and";
            default -> "plus";
        };
    }

    /** Quotation marks around a word are not part of it; 's and s' are. */
    private static void addWord(List<String> words, String token) {
        String word = token;
        if (word.endsWith("'") && !word.endsWith("s'")) {
            word = word.substring(0, word.length() - 1);
        }
        if (word.startsWith("'") && word.length() > 3) {
            word = word.substring(1);
        }
        if (word.startsWith("'") && word.endsWith("'") && word.length() > 1) {
            word = word.substring(1, word.length() - 1);
        }
        if (!word.isEmpty() && !word.equals("'")) {
            words.add(word);
        }
    }
}
