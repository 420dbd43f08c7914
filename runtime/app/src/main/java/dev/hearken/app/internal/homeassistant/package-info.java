/** The speaker as a device of Home Assistant. */
@NullMarked
package dev.hearken.app.internal.homeassistant;

import org.jspecify.annotations.NullMarked;
