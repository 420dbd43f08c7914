/** Simulated rooms: what an array hears of a talker, of noise and of the speaker itself, and how good an output is. */
@NullMarked
package dev.hearken.scene;

import org.jspecify.annotations.NullMarked;
