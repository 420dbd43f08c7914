/** {@code hearken.yaml} over the board file over defaults, into strict records that remember where each value came from. */
@NullMarked
package dev.hearken.app.internal.config;

import org.jspecify.annotations.NullMarked;
