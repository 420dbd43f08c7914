@NullMarked
package dev.hearken.update.internal.store;

import org.jspecify.annotations.NullMarked;
