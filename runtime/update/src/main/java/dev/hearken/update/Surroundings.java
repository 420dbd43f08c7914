package dev.hearken.update;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the updater has around it.
 *
 * @param clock    the board's clock, believed only as far as {@code built} and signed times allow
 * @param nanos    never goes back and never jumps, as System.nanoTime()
 * @param zone     of the quiet hours
 * @param built    when this program was built
 * @param boot     an id that changes with each boot of the board
 * @param source   opened for one look or download, and closed after it
 */
public record Surroundings(InstantSource clock, LongSupplier nanos, ZoneId zone, Instant built, String boot, Supplier<ContentSource> source,
                           SelfTest selfTest, ReleaseHost host, UpdateObserver observer) {
}
