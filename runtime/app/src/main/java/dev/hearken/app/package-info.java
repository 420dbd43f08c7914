@NullMarked
package dev.hearken.app;

import org.jspecify.annotations.NullMarked;
