@NullMarked
package dev.hearken.dialogue.internal.skill;

import org.jspecify.annotations.NullMarked;
