package dev.hearken.speech.internal.voice;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The symbols of one phrase as the encoder takes them: an opening, phones with their place in the word, and pauses. Reused; one thread. */
final class PhoneSequence {

    private static final String OPENING = "^";
    private static final String VOWEL_STRESS = "1";

    private final Map<String, Integer> symbols;
    private final int first;
    private final int last;
    private final int[] ids;
    private final int[] places;
    private int length;

    /**
     * @param names    names of the encoder's symbols in order
     * @param first    mark of a word's first phone
     * @param last     mark of a word's last phone
     * @param capacity symbols at most
     */
    PhoneSequence(List<String> names, int first, int last, int capacity) {
        Map<String, Integer> table = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            table.put(names.get(i), i);
        }
        this.symbols = Map.copyOf(table);
        this.first = first;
        this.last = last;
        this.ids = new int[capacity];
        this.places = new int[capacity];
        clear();
    }

    void clear() {
        length = 0;
        put(OPENING, 0);
    }

    /** True if nothing is to be said. */
    boolean isEmpty() {
        return length <= 1;
    }

    int length() {
        return length;
    }

    /** Whether so many phones and a pause fit. */
    boolean hasRoom(int phones) {
        return length + phones + 1 <= ids.length;
    }

    /** Longest word there can be. */
    int longestWord() {
        return ids.length - 2;
    }

    /** Adds a word; phones that the voice does not have are left out. */
    void word(List<String> phones) {
        int begin = length;
        for (int i = 0; i < phones.size() && i < longestWord(); i++) {
            put(phones.get(i), 0);
        }
        if (length > begin) {
            places[begin] |= first;
            places[length - 1] |= last;
        }
    }

    /** Adds a pause, unless there is one; at the start it says nothing. */
    void pause(String sign) {
        if (length > 1 && ids[length - 1] != id(sign)) {
            put(sign, 0);
        }
    }

    /** Goes back to an earlier length. */
    void truncate(int to) {
        length = to;
    }

    int id(int i) {
        return ids[i];
    }

    int place(int i) {
        return places[i];
    }

    private void put(String symbol, int place) {
        int id = id(symbol);
        if (id >= 0 && length < ids.length) {
            ids[length] = id;
            places[length++] = place;
        }
    }

    private int id(String symbol) {
        Integer id = symbols.get(symbol);
        return id != null ? id : symbols.getOrDefault(symbol + VOWEL_STRESS, -1);
    }
}
