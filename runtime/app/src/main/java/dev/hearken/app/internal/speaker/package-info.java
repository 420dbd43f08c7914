/** The way of a sound: capture, front end, recogniser, synthesiser and playback agents, and what joins them. */
@NullMarked
package dev.hearken.app.internal.speaker;

import org.jspecify.annotations.NullMarked;
