package dev.hearken.speech.internal.voice;

import java.util.List;

/** Turns one written sentence into the sounds of its words, for one language. One thread. */
@FunctionalInterface
interface SentenceSounds {

    /** Words in order; any text is allowed, what cannot be spoken is left out. */
    List<SoundedWord> read(String sentence);
}
