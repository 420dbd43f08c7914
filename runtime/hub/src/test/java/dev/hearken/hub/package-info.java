@NullMarked
package dev.hearken.hub;

import org.jspecify.annotations.NullMarked;
