package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.message.SpeakerSettings;
import dev.hearken.drivers.panel.Scene;
import dev.hearken.drivers.panel.Scene.Pattern;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the lights shall show. Of several things the first in this order: microphones off, starting, listening, thinking, ringing, speaking, a fault,
 * nothing. Confined to the event loop.
 */
final class PanelScenes implements SpeakerObserver {

    private final Consumer<Scene> lights;
    private final Set<String> awaited = new HashSet<>(Set.of("front-end", "recogniser"));
    private String state = "idle";
    private double direction = Double.NaN;
    private boolean muted;
    private boolean faulty;
    private boolean ringing;

    PanelScenes(Consumer<Scene> lights) {
        this.lights = lights;
    }

    @Override
    public void happened(SpeakerEvent event) {
        if (event instanceof SpeakerEvent.Woke woke) {
            direction = woke.direction();
        } else if (event instanceof SpeakerEvent.Ready ready && awaited.remove(ready.role())) {
            show();
        }
    }

    @Override
    public void stated(String name, SpeakerSettings settings, Set<String> faults) {
        if (!state.equals(name) && !name.equals("listening")) {
            direction = Double.NaN;
        }
        state = name;
        muted = settings.muted();
        faulty = !faults.isEmpty();
        show();
    }

    @Override
    public void rings(boolean now) {
        ringing = now;
        show();
    }

    private void show() {
        Pattern pattern = pattern();
        lights.accept(new Scene(pattern, pattern == Pattern.LISTENING ? direction : Double.NaN));
    }

    private Pattern pattern() {
        if (muted) {
            return Pattern.MUTED;
        }
        if (!awaited.isEmpty()) {
            return Pattern.BOOT;
        }
        return switch (state) {
            // In a call the room is heard as well.
            case "listening", "calling" -> Pattern.LISTENING;
            case "deciding", "answering" -> Pattern.THINKING;
            default -> ringing ? Pattern.TIMER : state.equals("speaking") ? Pattern.SPEAKING : faulty ? Pattern.FAULT : Pattern.IDLE;
        };
    }
}
