@NullMarked
package dev.hearken.update.internal.stage;

import org.jspecify.annotations.NullMarked;
