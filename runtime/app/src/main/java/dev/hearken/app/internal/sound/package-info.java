/** Microphones and loudspeakers as the configuration or the command line names them. */
@NullMarked
package dev.hearken.app.internal.sound;

import org.jspecify.annotations.NullMarked;
