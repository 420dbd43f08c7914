@NullMarked
package dev.hearken.drivers.alsa;

import org.jspecify.annotations.NullMarked;
