@NullMarked
package dev.hearken.update;

import org.jspecify.annotations.NullMarked;
