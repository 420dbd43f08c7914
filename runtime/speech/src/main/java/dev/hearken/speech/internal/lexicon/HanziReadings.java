package dev.hearken.speech.internal.lexicon;

import dev.hearken.models.api.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How hanzi are read, in units of initials and finals, from a pack's {@value #FILE}: the first line names the units in the
 * order of their labels, which follow those of the English phones; each other line is one character, then its readings, the usual one first,
 * units of one reading joined by a full stop, the tone at its end ({@code 调 t.iao2 d.iao4}). The recogniser hears no tones; readings that
 * differ in nothing else are one to it. Immutable; about 1 MB of heap for 7,000 characters.
 */
public final class HanziReadings {

    /** The file's name in a pack. */
    public static final String FILE = "hanzi.txt";

    /** Of a name of many characters with several readings each only so many ways of reading it are looked at. */
    private static final int MOST_READINGS = 8;

    private final List<String> units;
    private final Map<Integer, int[][]> readings;

    private HanziReadings(List<String> units, Map<Integer, int[][]> readings) {
        this.units = units;
        this.readings = readings;
    }

    /** No hanzi: what a pack without the file has. */
    public static HanziReadings none() {
        return new HanziReadings(List.of(), Map.of());
    }

    /**
     * Reads a file.
     *
     * @throws ModelException if it cannot be read; names the file, the line and the reason
     */
    public static HanziReadings read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new ModelException(file + " cannot be read: " + e.getMessage(), e);
        }
        List<String> units = List.of(lines.isEmpty() ? new String[0] : lines.get(0).strip().split(" "));
        Map<String, Integer> labels = new HashMap<>();
        for (String unit : units) {
            labels.put(unit, Arpabet.labels() + labels.size());
        }
        Map<Integer, int[][]> readings = new HashMap<>(2 * lines.size());
        for (int i = 1; i < lines.size(); i++) {
            String[] fields = lines.get(i).split(" ");
            if (fields.length < 2 || !isHanzi(fields[0])) {
                throw new ModelException(file + ":" + (i + 1) + ": one character and its readings are expected");
            }
            int[][] sounds = new int[fields.length - 1][];
            for (int k = 0; k < sounds.length; k++) {
                sounds[k] = labels(file, i + 1, fields[k + 1], labels);
            }
            readings.put(fields[0].codePointAt(0), sounds);
        }
        return new HanziReadings(units, readings);
    }

    private static int[] labels(Path file, int line, String reading, Map<String, Integer> labels) {
        String[] names = reading.substring(0, Math.max(0, reading.length() - 1)).split("\\.");
        if (!reading.matches(".*[1-5]")) {
            throw new ModelException(file + ":" + line + ": \"" + reading + "\" ends with no tone from 1 to 5");
        }
        int[] found = new int[names.length];
        for (int i = 0; i < found.length; i++) {
            Integer label = labels.get(names[i]);
            if (label == null) {
                throw new ModelException(file + ":" + line + ": \"" + names[i] + "\" is not a unit of the first line");
            }
            found[i] = label;
        }
        return found;
    }

    private static boolean isHanzi(String text) {
        return text.codePointCount(0, text.length()) == 1 && Character.UnicodeScript.of(text.codePointAt(0)) == Character.UnicodeScript.HAN;
    }

    /** Whether a word has a hanzi, so that the English dictionary has nothing to say of it. */
    public static boolean has(String word) {
        return word.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }

    /** The ways a row of hanzi can be read, the usual one first, at most {@value #MOST_READINGS}; empty if one is unknown. */
    public List<int[]> find(String word) {
        List<int[]> ways = List.of(new int[0]);
        for (int character : word.codePoints().toArray()) {
            int[][] sounds = readings.get(character);
            if (sounds == null) {
                return List.of();
            }
            List<int[]> longer = new ArrayList<>();
            for (int[] sound : sounds) {
                ways.forEach(way -> longer.add(joined(way, sound)));
            }
            ways = longer.subList(0, Math.min(longer.size(), MOST_READINGS));
        }
        Set<String> seen = new LinkedHashSet<>();
        return ways.stream().filter(way -> way.length > 0 && seen.add(Arrays.toString(way))).toList();
    }

    private static int[] joined(int[] way, int[] sound) {
        int[] all = Arrays.copyOf(way, way.length + sound.length);
        System.arraycopy(sound, 0, all, way.length, sound.length);
        return all;
    }

    /** Names of the units in the order of their labels, which begin after the English phones'. */
    public List<String> units() {
        return units;
    }

    /** Characters with a reading. */
    public int size() {
        return readings.size();
    }
}
