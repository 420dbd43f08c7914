@NullMarked
package dev.hearken.hub.internal;

import org.jspecify.annotations.NullMarked;
