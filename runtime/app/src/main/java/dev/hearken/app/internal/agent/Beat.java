package dev.hearken.app.internal.agent;

import java.util.function.LongSupplier;

/**
 * Proof that a thread does not stand still.
 *
 * @param name  of the thread's duty
 * @param turns a number that grows with each of its turns; any thread may ask
 */
public record Beat(String name, LongSupplier turns) {
}
