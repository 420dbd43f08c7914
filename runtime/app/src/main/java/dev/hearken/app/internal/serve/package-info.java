/** {@code hearken models serve}: a published repository for the speakers of a home. */
@NullMarked
package dev.hearken.app.internal.serve;

import org.jspecify.annotations.NullMarked;
