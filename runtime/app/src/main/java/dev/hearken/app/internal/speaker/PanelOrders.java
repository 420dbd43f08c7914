package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.panel.PanelEvent;
import dev.hearken.dialogue.DialogueEvent;
import dev.hearken.dialogue.DialogueState;

/** What buttons and the mute switch make the dialogue do. Confined to the event loop. */
final class PanelOrders {

    private static final int VOLUME_STEP = 5;

    private final DialogueLoop dialogue;
    private final CallTurn calls;

    PanelOrders(DialogueLoop dialogue, CallTurn calls) {
        this.dialogue = dialogue;
        this.calls = calls;
    }

    void on(PanelEvent event) {
        if (event instanceof PanelEvent.Switched switched) {
            dialogue.mute(switched.on() ? MuteRules.Order.SWITCH_ON : MuteRules.Order.SWITCH_OFF);
        } else if (event instanceof PanelEvent.Pressed pressed) {
            switch (pressed.does()) {
                case MUTE -> dialogue.mute(MuteRules.Order.BUTTON);
                case VOLUME_UP -> volume(VOLUME_STEP);
                case VOLUME_DOWN -> volume(-VOLUME_STEP);
                case ACTION -> act();
            }
        }
    }

    private void volume(int change) {
        dialogue.volume(Math.max(0, Math.min(100, dialogue.settings().volume() + change)));
    }

    /** Takes a call that rings; where something goes on or a timer rings, ends it; else listens. */
    private void act() {
        DialogueState state = dialogue.state();
        if (calls.rings()) {
            calls.take();
        } else if (state.resting() && !dialogue.ringing() && calls.resting()) {
            dialogue.listen();
        } else {
            dialogue.dispatch(new DialogueEvent.StopRequested());
        }
    }
}
