/** What is made of an utterance by what was said before. */
@NullMarked
package dev.hearken.dialogue.internal.talk;

import org.jspecify.annotations.NullMarked;
