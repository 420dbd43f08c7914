/** Lights, buttons and the mute switch of the speaker: what they show and what they are told to do. */
@org.jspecify.annotations.NullMarked
package dev.hearken.app.internal.panel;
