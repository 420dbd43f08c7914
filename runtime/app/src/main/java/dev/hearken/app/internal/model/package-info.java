/** Packs, back ends and vocabulary as the configuration names them. */
@NullMarked
package dev.hearken.app.internal.model;

import org.jspecify.annotations.NullMarked;
