/** Of several speakers that hear one wake word, the one that answers. */
@NullMarked
package dev.hearken.app.internal.arbitration;

import org.jspecify.annotations.NullMarked;
