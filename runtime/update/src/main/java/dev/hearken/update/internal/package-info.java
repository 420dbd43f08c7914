@NullMarked
package dev.hearken.update.internal;

import org.jspecify.annotations.NullMarked;
