package dev.hearken.speech.internal.lexicon;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The 39 phones of the recogniser and the 69 symbols (phones with stress) of the dictionary, both in the order of the files. */
public final class Arpabet {

    /** Label of "no phone" in the recogniser's output. */
    public static final int BLANK = 0;

    private static final List<String> PHONES = List.of((
            "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH").split(" "));
    private static final List<String> VOWELS = List.of("AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW".split(" "));
    private static final String[] SYMBOLS = symbolNames();
    private static final byte[] PHONE_OF_SYMBOL = phonesOfSymbols();

    private Arpabet() {
    }

    /** Labels of the recogniser's output: the blank and the phones. */
    public static int labels() {
        return PHONES.size() + 1;
    }

    /** Name of a recogniser label, 1..39; {@code <blk>} for 0. */
    public static String phoneName(int label) {
        return label == BLANK ? "<blk>" : PHONES.get(label - 1);
    }

    /** Label of a phone given with or without its stress digit, or -1 if there is no such phone. */
    public static int phoneLabel(String name) {
        String bare = name.isEmpty() || !Character.isDigit(name.charAt(name.length() - 1)) ? name : name.substring(0, name.length() - 1);
        return PHONES.contains(bare) ? PHONES.indexOf(bare) + 1 : -1;
    }

    static int symbols() {
        return SYMBOLS.length;
    }

    static String symbolName(int symbol) {
        return SYMBOLS[symbol];
    }

    /** A symbol by name; a vowel without its stress digit counts as stressed. -1 if unknown. */
    static int symbol(String name) {
        int exact = Arrays.asList(SYMBOLS).indexOf(name);
        return exact >= 0 || !VOWELS.contains(name) ? exact : Arrays.asList(SYMBOLS).indexOf(name + "1");
    }

    static int phoneOfSymbol(int symbol) {
        return PHONE_OF_SYMBOL[symbol];
    }

    private static String[] symbolNames() {
        List<String> names = new ArrayList<>();
        for (String phone : PHONES) {
            if (VOWELS.contains(phone)) {
                names.addAll(List.of(phone + "0", phone + "1", phone + "2"));
            } else {
                names.add(phone);
            }
        }
        return names.toArray(new String[0]);
    }

    private static byte[] phonesOfSymbols() {
        byte[] labels = new byte[SYMBOLS.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) phoneLabel(SYMBOLS[i]);
        }
        return labels;
    }
}
