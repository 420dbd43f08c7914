@NullMarked
package dev.hearken.dialogue.internal.rhino;

import org.jspecify.annotations.NullMarked;
