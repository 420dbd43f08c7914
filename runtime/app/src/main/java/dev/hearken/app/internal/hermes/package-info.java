/** The Hermes protocol over MQTT, as Snips and Rhasspy speak it: so that their skills work with this speaker. */
@NullMarked
package dev.hearken.app.internal.hermes;

import org.jspecify.annotations.NullMarked;
