/** ALSA's devices as sources and sinks; nothing else in the runtime knows of sound cards. */
@NullMarked
package dev.hearken.app.internal.audio;

import org.jspecify.annotations.NullMarked;
