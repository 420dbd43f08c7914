@NullMarked
package dev.hearken.dsp;

import org.jspecify.annotations.NullMarked;
