/** The voice: phones, acoustic model and vocoder behind {@link dev.hearken.speech.SpeechSynthesizer}. */
@NullMarked
package dev.hearken.speech.internal.voice;

import org.jspecify.annotations.NullMarked;
