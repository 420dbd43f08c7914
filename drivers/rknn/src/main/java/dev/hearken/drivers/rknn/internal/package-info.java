@NullMarked
package dev.hearken.drivers.rknn.internal;

import org.jspecify.annotations.NullMarked;
