/** {@code hearken demo}: the whole way of a sound on one machine, shown on one screen. */
@NullMarked
package dev.hearken.app.internal.demo;

import org.jspecify.annotations.NullMarked;
