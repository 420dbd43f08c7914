@NullMarked
package dev.hearken.drivers.alsa.internal;

import org.jspecify.annotations.NullMarked;
