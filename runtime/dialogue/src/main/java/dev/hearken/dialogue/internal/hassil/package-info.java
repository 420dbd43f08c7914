@NullMarked
package dev.hearken.dialogue.internal.hassil;

import org.jspecify.annotations.NullMarked;
