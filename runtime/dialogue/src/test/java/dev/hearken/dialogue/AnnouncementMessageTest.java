package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.dialogue.DialogueEffect.SendMessage;
import dev.hearken.dialogue.DialogueEffect.StartListening;
import dev.hearken.dialogue.DialogueEffect.StartRecording;
import dev.hearken.dialogue.DialogueEffect.StopListening;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A message for other rooms: asked for, kept, sent, and given up. */
class AnnouncementMessageTest {

    private final HandSteppedDialogue talk = new HandSteppedDialogue();

    private <T extends DialogueEffect> List<T> all(Class<T> kind) {
        return talk.effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private long recording() {
        return all(StartRecording.class).get(0).listenId();
    }

    @Test
    void shouldAskWhereTakeTheMessageAndSendIt() {
        assertEquals("In which room, or everywhere?", talk.command("announce"));
        assertEquals("Speak now.", talk.answer("in the kitchen"));
        assertEquals(1, all(StartRecording.class).size(), "what follows is kept, not understood");
        int listened = all(StartListening.class).size();
        talk.on(new DialogueEvent.SpeechStarted(recording()));
        talk.on(new DialogueEvent.MessageReady(recording()));
        assertEquals(Optional.of("Kitchen"), all(SendMessage.class).get(0).area());
        assertEquals(listened, all(StartListening.class).size());
        assertEquals("answering", talk.state());
    }

    @Test
    void shouldNotAskForARoomThatHasBeenNamed() {
        assertEquals("Speak now.", talk.command("announce in the kitchen"));
        talk.on(new DialogueEvent.MessageReady(recording()));
        assertEquals(Optional.of("Kitchen"), all(SendMessage.class).get(0).area());
    }

    @Test
    void shouldSendItEverywhere() {
        talk.command("announce");
        talk.answer("everywhere");
        talk.on(new DialogueEvent.MessageReady(recording()));
        assertEquals(Optional.empty(), all(SendMessage.class).get(0).area());
    }

    @Test
    void shouldSendNothingWhereNobodySpeaks() {
        talk.command("announce");
        talk.answer("everywhere");
        talk.pass(java.time.Duration.ofSeconds(7));
        assertEquals("idle", talk.state());
        assertTrue(all(StopListening.class).contains(new StopListening(recording())), "the recorder is told");
        talk.on(new DialogueEvent.MessageReady(recording()));
        assertEquals(List.of(), all(SendMessage.class), "too late");
    }

    @Test
    void shouldGiveItUpWhenStoppedMutedOrWoken() {
        for (DialogueEvent end : List.of(new DialogueEvent.StopRequested(), new DialogueEvent.MuteChanged(true), new DialogueEvent.Woke("computer", 0.9))) {
            HandSteppedDialogue other = new HandSteppedDialogue();
            other.command("announce");
            other.answer("everywhere");
            StartRecording started = (StartRecording) other.effects.stream().filter(StartRecording.class::isInstance).findFirst().orElseThrow();
            other.on(end);
            assertTrue(other.effects.contains(new StopListening(started.listenId())), end.toString());
            other.on(new DialogueEvent.MessageReady(started.listenId()));
            assertTrue(other.effects.stream().noneMatch(SendMessage.class::isInstance), end.toString());
        }
    }
}
