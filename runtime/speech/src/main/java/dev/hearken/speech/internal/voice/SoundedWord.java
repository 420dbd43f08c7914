package dev.hearken.speech.internal.voice;

import dev.hearken.speech.internal.text.Pause;
import java.util.List;

/**
 * A word as a voice says it.
 *
 * @param symbols names of the encoder's symbols; empty if the word has no sound
 * @param after   the pause that follows
 */
record SoundedWord(List<String> symbols, Pause after) {
}
