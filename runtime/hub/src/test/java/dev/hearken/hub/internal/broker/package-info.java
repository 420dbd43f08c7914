@NullMarked
package dev.hearken.hub.internal.broker;

import org.jspecify.annotations.NullMarked;
