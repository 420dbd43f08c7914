/** Lights, buttons and switches of a speaker's case. Nothing here knows of speech; nothing here ends the speaker. */
@org.jspecify.annotations.NullMarked
package dev.hearken.drivers.panel;
