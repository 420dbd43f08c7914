package dev.hearken.speech.internal.voice;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * English words in the mouth of a voice that knows initials and finals only: the nearest sound for each phone, a weak vowel after consonants that
 * no syllable ends with, the first tone where the stress is. Letters have the names that Chinese speakers give them.
 */
final class EnglishInMandarin {

    private static final String[] LETTERS = {"ei1", "b i4", "s ei1", "d i4", "i4", "ai2 f u5", "j i4", "ei1 ch ir5", "ai4", "zh ei4", "k ei4", "ai2 l e5",
        "ai2 m u5", "en1", "ou1", "p i4", "k iu1", "a4 er5", "ai2 s iz5", "t i4", "iu1", "ui1", "d a2 b u5 l iu5", "ai4 k e5 s iz5", "uai4", "z ei4"};
    private static final Map<String, String> CONSONANTS = Map.ofEntries(Map.entry("B", "b"), Map.entry("CH", "ch"), Map.entry("D", "d"),
        Map.entry("DH", "z"), Map.entry("F", "f"), Map.entry("G", "g"), Map.entry("HH", "h"), Map.entry("JH", "zh"), Map.entry("K", "k"),
        Map.entry("L", "l"), Map.entry("M", "m"), Map.entry("N", "n"), Map.entry("P", "p"), Map.entry("R", "r"), Map.entry("S", "s"),
        Map.entry("SH", "sh"), Map.entry("T", "t"), Map.entry("TH", "s"), Map.entry("Z", "z"), Map.entry("ZH", "r"));
    private static final Map<String, String> VOWELS = Map.ofEntries(Map.entry("AA", "a"), Map.entry("AE", "ai"), Map.entry("AH", "e"),
        Map.entry("AO", "ao"), Map.entry("AW", "ao"), Map.entry("AY", "ai"), Map.entry("EH", "ei"), Map.entry("ER", "e"), Map.entry("EY", "ei"),
        Map.entry("IH", "i"), Map.entry("IY", "i"), Map.entry("OW", "ou"), Map.entry("OY", "uai"), Map.entry("UH", "u"), Map.entry("UW", "u"));
    private static final Map<String, String> NASAL = Map.of("a", "an", "ai", "an", "e", "en", "ao", "ong", "ei", "en", "i", "in", "ou", "ong", "u", "un",
        "ua", "uan", "uai", "uan");
    private static final Map<String, String> VELAR = Map.of("a", "ang", "ai", "ang", "e", "eng", "ao", "ong", "ei", "eng", "i", "ing", "ou", "ong", "u", "ong",
        "ua", "uang", "uai", "uang");
    private static final Map<String, String> AFTER_U = Map.of("a", "ua", "ai", "uai", "ei", "ui", "e", "uo", "ao", "uo", "ou", "uo", "i", "ui", "u", "u");
    private static final Map<String, String> AFTER_I = Map.of("a", "ia", "ai", "ia", "ei", "ie", "e", "ie", "ao", "iao", "ou", "iu", "i", "i", "u", "iu");

    private EnglishInMandarin() {
    }

    /** The name of a letter a..z; empty for others. */
    static List<String> letter(char letter) {
        return letter >= 'a' && letter <= 'z' ? List.of(LETTERS[letter - 'a'].split(" ")) : List.of();
    }

    /** @param phones ARPAbet, vowels with their stress */
    static List<String> symbols(List<String> phones) {
        List<String> found = new ArrayList<>();
        String initial = "";
        String glide = "";
        for (int i = 0; i < phones.size(); i++) {
            String phone = phones.get(i);
            char stress = phone.charAt(phone.length() - 1);
            if (stress >= '0' && stress <= '2') {
                String vowel = phone.substring(0, phone.length() - 1);
                String next = i + 1 < phones.size() ? phones.get(i + 1) : "";
                boolean closes = i + 2 >= phones.size() || !isVowel(phones.get(i + 2));
                String finalSound = sound(vowel, glide);
                boolean nasal = next.equals("N") && closes && NASAL.containsKey(finalSound);
                boolean velar = next.equals("NG") && VELAR.containsKey(finalSound);
                finalSound = nasal ? NASAL.get(finalSound) : velar ? VELAR.get(finalSound) : finalSound;
                i += nasal || velar ? 1 : 0;
                syllable(found, initial, finalSound, stress == '0' ? '5' : '1');
                initial = "";
                glide = "";
            } else if (phone.equals("W") || phone.equals("V") || phone.equals("Y")) {
                weak(found, initial);
                initial = "";
                glide = phone.equals("Y") ? "i" : "u";
                if (i + 1 == phones.size() || !isVowel(phones.get(i + 1))) {
                    syllable(found, "", "u", '5');
                    glide = "";
                }
            } else {
                weak(found, initial);
                initial = CONSONANTS.getOrDefault(phone, "");
            }
        }
        weak(found, initial);
        return found;
    }

    private static boolean isVowel(String phone) {
        return Character.isDigit(phone.charAt(phone.length() - 1));
    }

    private static String sound(String vowel, String glide) {
        String plain = VOWELS.getOrDefault(vowel, "e");
        return switch (glide) {
            case "u" -> AFTER_U.getOrDefault(plain, plain);
            case "i" -> AFTER_I.getOrDefault(plain, plain);
            default -> plain;
        };
    }

    /** A consonant without a vowel of its own. */
    private static void weak(List<String> found, String initial) {
        if (!initial.isEmpty()) {
            String vowel = switch (initial) {
                case "s", "z", "sh", "ch", "zh", "r" -> "i";
                case "f", "m", "b", "p" -> "u";
                default -> "e";
            };
            syllable(found, initial, vowel, '5');
        }
    }

    /** Before i the sounds of sh and s are those of x, and so on: si and shi have no such vowel. */
    private static void syllable(List<String> found, String initial, String sound, char tone) {
        boolean weak = tone == '5';
        String start = initial;
        String end = sound;
        if (sound.startsWith("i") && !initial.isEmpty()) {
            boolean whisper = weak && sound.equals("i");
            switch (initial) {
                case "s", "z", "c" -> {
                    start = whisper ? initial : initial.equals("s") ? "x" : initial.equals("z") ? "j" : "q";
                    end = whisper ? "iz" : sound;
                }
                case "sh", "zh", "ch", "r" -> {
                    start = whisper || initial.equals("r") ? initial : initial.equals("sh") ? "x" : initial.equals("zh") ? "j" : "q";
                    end = start.equals(initial) && sound.equals("i") ? "ir" : sound;
                }
                default -> { }
            }
        }
        if (!start.isEmpty()) {
            found.add(start);
        }
        found.add(end + tone);
    }
}
