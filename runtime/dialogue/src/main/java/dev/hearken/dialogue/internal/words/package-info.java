@NullMarked
package dev.hearken.dialogue.internal.words;

import org.jspecify.annotations.NullMarked;
