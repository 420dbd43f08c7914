package dev.hearken.dialogue;

import dev.hearken.speech.PronunciationSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compares names by their phones: the least cost of changing, adding and leaving out phones, against the longer of the two. Phones that are easily taken for
 * each other cost less to change: vowels, voiced and voiceless partners, nasals, liquids; in Mandarin, whose tones are not compared, what its accents do
 * not tell apart: zh and z, n and l, h and f, an and ang. May be shared between threads.
 */
public final class PhoneNames implements NameSounds {

    private static final String VOWELS = "AEIOUaeiouv";
    /** Consonants that differ in one feature only, and finals that differ in their nasal. */
    private static final List<List<String>> ALIKE = List.of(List.of("P", "B"), List.of("T", "D"), List.of("K", "G"), List.of("F", "V"), List.of("S", "Z"),
            List.of("SH", "ZH"), List.of("CH", "JH"), List.of("TH", "DH"), List.of("M", "N", "NG"), List.of("L", "R"), List.of("F", "TH"), List.of("V", "DH"),
            List.of("zh", "z"), List.of("ch", "c"), List.of("sh", "s"), List.of("n", "l"), List.of("l", "r"), List.of("h", "f"), List.of("b", "p"), List.of("d", "t"),
            List.of("g", "k"), List.of("j", "q", "x"), List.of("an", "ang"), List.of("en", "eng"), List.of("in", "ing"), List.of("ian", "iang"), List.of("uan", "uang"),
            List.of("ir", "iz"));
    private static final double CHANGE_ALIKE = 0.4;
    private static final double CHANGE_VOWEL = 0.5;
    /** H and the neutral vowel come and go in quick speech. */
    private static final double FLEETING = 0.6;

    private final PronunciationSource lexicon;
    private final Map<String, List<String>> known = new ConcurrentHashMap<>();

    public PhoneNames(PronunciationSource lexicon) {
        this.lexicon = lexicon;
    }

    @Override
    public double distance(String one, String other) {
        List<String> a = phones(one);
        List<String> b = phones(other);
        if (a.isEmpty() || b.isEmpty()) {
            return one.equalsIgnoreCase(other) ? 0 : 1;
        }
        double[] row = new double[b.size() + 1];
        for (int j = 1; j <= b.size(); j++) {
            row[j] = row[j - 1] + missing(b.get(j - 1));
        }
        for (String phone : a) {
            double diagonal = row[0];
            row[0] += missing(phone);
            for (int j = 1; j <= b.size(); j++) {
                double above = row[j];
                row[j] = Math.min(diagonal + change(phone, b.get(j - 1)), Math.min(above + missing(phone), row[j - 1] + missing(b.get(j - 1))));
                diagonal = above;
            }
        }
        return Math.min(1, row[b.size()] / Math.max(a.size(), b.size()));
    }

    private List<String> phones(String words) {
        return known.computeIfAbsent(words, text -> {
            List<String> phones = new ArrayList<>();
            for (String word : text.split(" ")) {
                List<List<String>> ways = lexicon.stressedPronunciations(word);
                if (!ways.isEmpty()) {
                    ways.get(0).forEach(phone -> phones.add(phone.replaceAll("[0-9]", "")));
                }
            }
            return List.copyOf(phones);
        });
    }

    private static double missing(String phone) {
        return phone.equals("HH") || phone.equals("AH") ? FLEETING : 1;
    }

    private static double change(String one, String other) {
        if (one.equals(other)) {
            return 0;
        }
        if (ALIKE.stream().anyMatch(group -> group.contains(one) && group.contains(other))) {
            return CHANGE_ALIKE;
        }
        return vowel(one) && vowel(other) ? CHANGE_VOWEL : 1;
    }

    private static boolean vowel(String phone) {
        return VOWELS.indexOf(phone.charAt(0)) >= 0;
    }
}
