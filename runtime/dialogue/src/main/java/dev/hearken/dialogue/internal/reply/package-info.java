@NullMarked
package dev.hearken.dialogue.internal.reply;

import org.jspecify.annotations.NullMarked;
