@NullMarked
package dev.hearken.dialogue.internal.match;

import org.jspecify.annotations.NullMarked;
