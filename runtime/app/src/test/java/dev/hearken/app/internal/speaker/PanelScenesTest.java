package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearken.app.internal.message.SpeakerSettings;
import dev.hearken.drivers.panel.Scene;
import dev.hearken.drivers.panel.Scene.Pattern;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelScenesTest {

    private Scene shown = Scene.IDLE;
    private final PanelScenes scenes = new PanelScenes(scene -> shown = scene);

    @BeforeEach
    void start() {
        state("idle", false);
        assertEquals(Pattern.BOOT, shown.pattern(), "until everything is loaded");
        scenes.happened(new SpeakerEvent.Ready("recogniser"));
        scenes.happened(new SpeakerEvent.Ready("front-end"));
        assertEquals(Pattern.IDLE, shown.pattern());
    }

    private void state(String name, boolean muted, String... faults) {
        scenes.stated(name, new SpeakerSettings(muted, 50, "computer", "en"), Set.of(faults));
    }

    /** What goes on, and what is shown: of several things the first of the list in the class. */
    @ParameterizedTest
    @CsvSource({
        "idle, false, false, , IDLE", "idle, false, false, broker, FAULT", "listening, false, true, broker, LISTENING", "deciding, false, true, , THINKING",
        "answering, false, false, , THINKING", "speaking, false, false, broker, SPEAKING", "speaking, false, true, , TIMER", "idle, false, true, , TIMER",
        "faulted, false, false, capture, FAULT", "calling, false, false, broker, LISTENING", "calling, true, false, , MUTED", "speaking, true, true, broker, MUTED", "muted, true, false, , MUTED"})
    void shouldShowTheMostImportantThing(String state, boolean muted, boolean ringing, String fault, Pattern expected) {
        scenes.rings(ringing);
        state(state, muted, fault == null ? new String[0] : new String[] {fault});
        assertEquals(expected, shown.pattern());
    }

    @Test
    void shouldPointAtTheTalkerWhileListeningAndThenForget() {
        scenes.happened(new SpeakerEvent.Woke("computer", 0.9, 0.5, 0, 100, 20, 10, 42, 0, 0));
        state("listening", false);
        assertEquals(new Scene(Pattern.LISTENING, 42), shown);
        state("deciding", false);
        assertEquals(Scene.of(Pattern.THINKING), shown);
        state("listening", false);
        assertEquals(Scene.of(Pattern.LISTENING), shown, "a follow-up has no wake word to find the talker by");
    }
}
