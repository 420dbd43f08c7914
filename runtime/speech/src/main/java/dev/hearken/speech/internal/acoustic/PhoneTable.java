package dev.hearken.speech.internal.acoustic;

import dev.hearken.models.api.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The symbols of a recogniser's outputs; index 0 is the CTC blank. Immutable. */
public final class PhoneTable {

    public static final String BLANK = "<blk>";

    private final List<String> symbols;
    private final Map<String, Integer> indices = new HashMap<>();

    private PhoneTable(Path file, List<String> symbols) {
        this.symbols = List.copyOf(symbols);
        for (int i = 0; i < symbols.size(); i++) {
            if (symbols.get(i).isBlank() || indices.put(symbols.get(i), i) != null) {
                throw new ModelException(file + ":" + (i + 1) + ": symbol '" + symbols.get(i) + "' is empty or appears twice");
            }
        }
        if (symbols.size() < 2 || !symbols.get(0).equals(BLANK)) {
            throw new ModelException(file + ":1: the first symbol must be " + BLANK + " and others must follow");
        }
    }

    /** Reads a file with one symbol a line. */
    public static PhoneTable read(Path file) {
        try {
            return new PhoneTable(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** All symbols in the order of the outputs, blank first. */
    public List<String> symbols() {
        return symbols;
    }

    public int size() {
        return symbols.size();
    }

    /**
     * Indices of phones.
     *
     * @throws IllegalArgumentException if a phone is not one of this recogniser's
     */
    public int[] indices(List<String> phones) {
        int[] result = new int[phones.size()];
        for (int i = 0; i < result.length; i++) {
            Integer index = indices.get(phones.get(i));
            if (index == null || index == 0) {
                throw new IllegalArgumentException("the recogniser has no phone '" + phones.get(i) + "'");
            }
            result[i] = index;
        }
        return result;
    }
}
