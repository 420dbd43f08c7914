/** Durations, times and dates as they are said, by language. */
@NullMarked
package dev.hearken.dialogue.internal.phrase;

import org.jspecify.annotations.NullMarked;
