@NullMarked
package dev.hearken.dialogue.internal;

import org.jspecify.annotations.NullMarked;
