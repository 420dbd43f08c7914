package dev.hearken.app.internal.panel;

import dev.hearken.app.internal.config.PanelSettings.Does;

/** What somebody did at the case. */
public sealed interface PanelEvent {

    /**
     * A button was pressed.
     *
     * @param does what it is for
     */
    record Pressed(Does does) implements PanelEvent {
    }

    /**
     * The mute switch was moved, or is told for the first time.
     *
     * @param on whether the microphones are to be off; true also if the switch cannot be read
     */
    record Switched(boolean on) implements PanelEvent {
    }
}
