/** SpeexDSP, for comparison. */
@NullMarked
package dev.hearken.drivers.speexdsp;

import org.jspecify.annotations.NullMarked;
