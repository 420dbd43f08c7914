/** What the speaker tells the home and is told by it: JSON bodies and commands. */
@NullMarked
package dev.hearken.app.internal.message;

import org.jspecify.annotations.NullMarked;
