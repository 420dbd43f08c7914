/** What survives a restart and a power cut. */
@NullMarked
package dev.hearken.dialogue.internal.state;

import org.jspecify.annotations.NullMarked;
