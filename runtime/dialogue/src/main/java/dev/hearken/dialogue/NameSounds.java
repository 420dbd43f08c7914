package dev.hearken.dialogue;

/** Tells how alike names sound. */
public interface NameSounds {

    /** Knows nothing of sounds: only the same letters are alike. */
    NameSounds LETTERS = (one, other) -> one.equalsIgnoreCase(other) ? 0 : 1;

    /**
     * @param one words separated by spaces
     * @return 0 for the same sound, 1 for nothing in common
     */
    double distance(String one, String other);
}
