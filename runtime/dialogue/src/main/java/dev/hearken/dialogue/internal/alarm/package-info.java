/** Timers and alarms: when they are due, how they ring, and how they are kept. */
@NullMarked
package dev.hearken.dialogue.internal.alarm;

import org.jspecify.annotations.NullMarked;
