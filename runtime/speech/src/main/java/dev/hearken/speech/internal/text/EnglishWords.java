package dev.hearken.speech.internal.text;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Words that are not read as they are written: abbreviations, initialisms, letters. */
final class EnglishWords {

    /** How the names of letters are written so that the dictionary knows them. */
    private static final List<String> LETTERS = List.of("ay", "b", "c", "d", "ee", "f", "g", "h", "i", "jay", "kay", "el", "em", "en", "oh", "p",
        "cue", "r", "ess", "t", "you", "v", "w", "ex", "why", "zee");
    /** In lower case, with its point left out. */
    private static final Map<String, String> ABBREVIATIONS = table("""
        mr=mister|mrs=missus|ms=miz|dr=doctor|prof=professor|jr=junior|sr=senior|ave=avenue|rd=road|blvd=boulevard|vs=versus
        etc=et cetera|approx=approximately|dept=department|incl=including|excl=excluding|temp=temperature|max=maximum|min=minimum
        avg=average|tel=telephone|ext=extension|hrs=hours|hr=hour|mins=minutes|secs=seconds
        mon=monday|tue=tuesday|tues=tuesday|wed=wednesday|thu=thursday|thur=thursday|thurs=thursday|fri=friday
        jan=january|feb=february|apr=april|aug=august|sep=september|sept=september|oct=october|nov=november|dec=december
        """);
    /** The same without a point; only those that are no words themselves. */
    private static final Set<String> WITHOUT_POINT = Set.of("mr", "mrs", "ms", "dr", "vs", "etc", "approx", "dept", "blvd", "hrs", "hr", "mins", "secs",
        "tues", "thurs", "avg");
    private static final Map<String, String> SPECIAL = table("""
        ok=okay|wifi=wifi|wi-fi=wifi|tvs=t v s|led=el ee d|leds=el ee d s|id=i d|ids=i d s|it's=it's|o'clock=o'clock|mqtt=em cue t t
        """);
    /** Said as words though written in capitals. */
    private static final Set<String> ACRONYMS = Set.of("nasa", "nato", "ram", "rom", "lan", "sim", "pin", "gif", "no", "yes", "on", "off", "up", "so",
        "to", "go", "in", "is", "it", "and", "or", "not", "the", "all", "open", "close", "stop", "start", "set", "new", "low", "high", "out", "wan");
    private static final String VOWELS = "aeiouy";
    private static final Set<String> NO_VOWEL = Set.of("hm", "hmm", "mm", "mmm", "shh", "sh", "psst", "pst", "brr", "nth", "tsk", "zzz");

    private EnglishWords() {
    }

    static Map<String, String> table(String lines) {
        Map<String, String> table = new HashMap<>();
        for (String entry : lines.strip().split("[|\\n]+")) {
            String[] sides = entry.strip().split("=");
            table.put(sides[0], sides[1]);
        }
        return Map.copyOf(table);
    }

    /** What an abbreviation that stood before a point means, or an empty text. */
    static String beforePoint(String word, boolean capitalFollows) {
        String key = word.toLowerCase(Locale.ROOT);
        return key.equals("st") ? capitalFollows ? "saint" : "street" : ABBREVIATIONS.getOrDefault(key, "");
    }

    /**
     * @param word     letters and apostrophes as written
     * @param shouting whether the whole sentence is in capitals, so that capitals say nothing
     */
    static String spoken(String word, boolean shouting) {
        String lower = word.toLowerCase(Locale.ROOT);
        boolean capitals = !shouting && word.length() > 1 && word.chars().allMatch(Character::isUpperCase);
        if (word.length() == 1) {
            return lower.equals("a") || lower.equals("i") ? lower : spell(lower);
        }
        if (lower.equals("led") && !capitals) {
            return lower;
        }
        if ((lower.equals("id") || lower.equals("ids")) && Character.isLowerCase(word.charAt(0)) && !lower.equals(word)) {
            return lower;
        }
        if (SPECIAL.containsKey(lower)) {
            return SPECIAL.get(lower);
        }
        if (WITHOUT_POINT.contains(lower)) {
            return ABBREVIATIONS.get(lower);
        }
        boolean initials = capitals && word.length() <= 5 && !ACRONYMS.contains(lower);
        boolean pluralOfInitials = !shouting && word.matches("\\p{Lu}{2,5}(?:s|'s)");
        if (pluralOfInitials) {
            return spell(lower.replaceAll("'?s$", "")) + " s";
        }
        if (initials || (unspeakable(lower) && lower.length() <= 6)) {
            return spell(lower);
        }
        return lower;
    }

    private static boolean unspeakable(String lower) {
        return lower.chars().noneMatch(c -> VOWELS.indexOf(c) >= 0) && lower.chars().allMatch(c -> c >= 'a' && c <= 'z')
            && lower.chars().distinct().count() > 1 && !NO_VOWEL.contains(lower);
    }

    /** The names of the letters. */
    static String spell(String letters) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < letters.length(); i++) {
            int letter = Character.toLowerCase(letters.charAt(i)) - 'a';
            if (letter >= 0 && letter < LETTERS.size()) {
                names.append(names.isEmpty() ? "" : " ").append(LETTERS.get(letter));
            }
        }
        return names.toString();
    }
}
