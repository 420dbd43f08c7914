/** Agents: one duty each, no thread of their own; how they are run, stepped and watched. */
@NullMarked
package dev.hearken.app.internal.agent;

import org.jspecify.annotations.NullMarked;
