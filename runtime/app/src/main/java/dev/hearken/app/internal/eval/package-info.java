/** Figures anyone can repeat: the shipping recogniser, wake word, voice activity and voice run over lists of recordings. */
@NullMarked
package dev.hearken.app.internal.eval;

import org.jspecify.annotations.NullMarked;
