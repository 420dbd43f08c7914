@NullMarked
package dev.hearken.update.internal.trust;

import org.jspecify.annotations.NullMarked;
