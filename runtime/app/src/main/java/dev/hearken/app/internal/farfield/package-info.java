/** What the front end does for a talker across the room, measured in simulated rooms and on real recordings. */
@NullMarked
package dev.hearken.app.internal.farfield;

import org.jspecify.annotations.NullMarked;
