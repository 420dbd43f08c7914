/** Figures of the running daemon: start-up, memory, processor time, latencies. */
@NullMarked
package dev.hearken.app.internal.bench;

import org.jspecify.annotations.NullMarked;
