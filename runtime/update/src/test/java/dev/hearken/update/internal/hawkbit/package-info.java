@NullMarked
package dev.hearken.update.internal.hawkbit;

import org.jspecify.annotations.NullMarked;
