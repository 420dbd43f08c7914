@NullMarked
package dev.hearken.speech.internal.vad;

import org.jspecify.annotations.NullMarked;
