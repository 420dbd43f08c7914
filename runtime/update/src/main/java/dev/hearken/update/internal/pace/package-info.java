@NullMarked
package dev.hearken.update.internal.pace;

import org.jspecify.annotations.NullMarked;
