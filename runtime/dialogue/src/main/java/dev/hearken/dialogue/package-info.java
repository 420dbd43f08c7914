@NullMarked
package dev.hearken.dialogue;

import org.jspecify.annotations.NullMarked;
