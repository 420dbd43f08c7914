/** The Wyoming protocol over TCP: the speaker as speech engine and as voice satellite of Home Assistant. */
@NullMarked
package dev.hearken.app.internal.wyoming;

import org.jspecify.annotations.NullMarked;
