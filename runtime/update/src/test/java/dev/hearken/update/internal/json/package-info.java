@NullMarked
package dev.hearken.update.internal.json;

import org.jspecify.annotations.NullMarked;
