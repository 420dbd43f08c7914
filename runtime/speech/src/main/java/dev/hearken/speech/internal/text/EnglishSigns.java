package dev.hearken.speech.internal.text;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Characters: one shape for those that mean the same, names of signs and Greek letters, mark-up left out. */
final class EnglishSigns {

    /** A tag as in SSML or HTML; bounded so that a lone "less than" costs nothing. */
    private static final Pattern TAG = Pattern.compile("</?[A-Za-z?!][^<>]{0,200}>");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    /** The same letter more than three times on end says no more than three times. */
    private static final Pattern DRAWN_OUT = Pattern.compile("(\\p{L})\\1{3,}");
    private static final Map<Character, String> SHAPES = Map.ofEntries(Map.entry('’', "'"), Map.entry('‘', "'"), Map.entry('“', "\""),
        Map.entry('”', "\""), Map.entry('\u00a0', " "), Map.entry('\u202f', " "), Map.entry('\u2009', " "), Map.entry('。', ". "),
        Map.entry('，', ", "), Map.entry('、', ", "), Map.entry('？', "? "), Map.entry('！', "! "), Map.entry('：', ": "), Map.entry('；', "; "),
        Map.entry('％', "%"), Map.entry('ß', "ss"), Map.entry('æ', "ae"), Map.entry('Æ', "AE"), Map.entry('ø', "o"), Map.entry('Ø', "O"),
        Map.entry('ł', "l"), Map.entry('œ', "oe"), Map.entry('đ', "d"), Map.entry('þ', "th"), Map.entry('ð', "th"), Map.entry('ı', "i"),
        Map.entry('½', " 1/2"), Map.entry('¼', " 1/4"), Map.entry('¾', " 3/4"), Map.entry('⅓', " 1/3"), Map.entry('⅔', " 2/3"),
        Map.entry('⅛', " 1/8"), Map.entry('…', ", "), Map.entry('№', "number "));
    private static final Map<Character, String> NAMES = Map.ofEntries(Map.entry('&', "and"), Map.entry('+', "plus"), Map.entry('=', "equals"),
        Map.entry('×', "times"), Map.entry('÷', "divided by"), Map.entry('@', "at"), Map.entry('%', "percent"), Map.entry('°', "degrees"),
        Map.entry('$', "dollars"), Map.entry('€', "euros"), Map.entry('£', "pounds"), Map.entry('©', "copyright"), Map.entry('≈', "about"),
        Map.entry('√', "root"), Map.entry('∞', "infinity"), Map.entry('≤', "at most"), Map.entry('≥', "at least"));
    private static final String[] GREEK = {"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu",
        "nu", "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"};

    private EnglishSigns() {
    }

    /** The sentence in the characters the rules know. */
    static String prepare(String sentence) {
        String plain = TAG.matcher(sentence).replaceAll(" ");
        StringBuilder shaped = new StringBuilder(plain.length() + 16);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            String shape = SHAPES.get(c);
            if (shape != null) {
                shaped.append(shape);
            } else if (c >= '\uff01' && c <= '\uff5e') {
                shaped.append((char) (c - 0xfee0));
            } else if (c >= 'À' && c <= 'ɏ' && c != '×' && c != '÷') {
                shaped.append(MARKS.matcher(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFD)).replaceAll(""));
            } else if (Character.getType(c) != Character.NON_SPACING_MARK && Character.getType(c) != Character.FORMAT) {
                shaped.append(c);
            }
        }
        return DRAWN_OUT.matcher(shaped).replaceAll("$1$1$1");
    }

    /** What a sign is called, or null if it is passed over. */
    static @Nullable String name(char sign) {
        char lower = Character.toLowerCase(sign);
        if (lower >= 'α' && lower <= 'ω') {
            return GREEK[lower - 'α'];
        }
        return sign == 'µ' ? "micro" : NAMES.get(sign);
    }

    /** The pause a sign stands for. */
    static Pause pause(char sign) {
        return switch (sign) {
            case ',', ';', ':', '(', ')', '[', ']', '"', '—' -> Pause.SHORT;
            case '.', '!', '\n', '\r', '\u2028', '\u2029' -> Pause.STOP;
            case '?' -> Pause.QUESTION;
            default -> Pause.NONE;
        };
    }
}
