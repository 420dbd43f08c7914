package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.dialogue.SpeakerAction.DoNotDisturb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said about being disturbed; it is 15:05. */
class DoNotDisturbTest {

    private final HandSteppedDialogue talk = new HandSteppedDialogue();

    private List<SpeakerAction> actions() {
        return talk.effects.stream().filter(DialogueEffect.Act.class::isInstance).map(effect -> ((DialogueEffect.Act) effect).action()).toList();
    }

    private void assertUntil(String time) {
        Instant until = ((DoNotDisturb) actions().get(actions().size() - 1)).until();
        assertTrue(Duration.between(Instant.parse(time), until).abs().toSeconds() < 30, until + " is not " + time);
    }

    @Test
    void shouldUnderstandHowLong() {
        assertEquals("I disturb nobody for 1 hour.", talk.command("do not disturb for an hour"));
        assertUntil("2026-11-20T16:05:00Z");
        assertEquals("For how long?", talk.command("do not disturb"));
        talk.answer("thirty minutes");
        assertUntil("2026-11-20T15:35:00Z");
    }

    @Test
    void shouldUnderstandUntilWhen() {
        assertEquals("I disturb nobody until 7:00 PM.", talk.command("do not disturb until seven"));
        assertUntil("2026-11-20T19:00:00Z");
        talk.command("do not disturb");
        talk.answer("seven in the morning");
        assertUntil("2026-11-21T07:00:00Z");
    }

    @Test
    void shouldAskForHowLongWhereNothingIsSaid() {
        assertEquals("For how long?", talk.command("do not disturb"));
        assertEquals(List.of(), actions());
        talk.answer("two hours");
        assertUntil("2026-11-20T17:05:00Z");
        talk.command("do not disturb");
        talk.answer("eight o'clock");
        assertUntil("2026-11-20T20:00:00Z");
    }

    @Test
    void shouldEndIt() {
        assertEquals("Announcements are heard again.", talk.command("you can disturb me again"));
        assertEquals(List.of(new SpeakerAction.Disturb()), actions());
    }
}
