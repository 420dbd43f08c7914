/** Calls between two speakers: who calls whom, and the sound that travels. */
@NullMarked
package dev.hearken.app.internal.call;

import org.jspecify.annotations.NullMarked;
