/** Somebody outside answers intents that no skill has an answer for. */
@NullMarked
package dev.hearken.app.internal.hook;

import org.jspecify.annotations.NullMarked;
