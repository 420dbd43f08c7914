@NullMarked
package dev.hearken.update.internal.delta;

import org.jspecify.annotations.NullMarked;
