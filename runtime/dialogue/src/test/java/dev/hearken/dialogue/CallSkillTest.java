package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Calls as the dialogue knows them: what is said, and what is asked when somebody calls. */
class CallSkillTest {

    private static final String QUESTION = "A call from the hall. Shall I answer?";

    private final HandSteppedDialogue talk = new HandSteppedDialogue();

    private static List<SpeakerAction> actions(HandSteppedDialogue of) {
        return of.effects.stream().filter(DialogueEffect.Act.class::isInstance).map(effect -> ((DialogueEffect.Act) effect).action()).toList();
    }

    private void rings() {
        talk.on(new DialogueEvent.ConfirmRequested(new Intent("HearkenTakeCall", Map.of(), 1, "", "kitchen", "call-1", "en"), QUESTION));
        talk.finishSpeaking();
    }

    @Test
    void shouldCallARoomAndHangUp() {
        assertEquals("", talk.command("call the kitchen"), "the speaker says itself whom it calls");
        assertEquals(List.of(new SpeakerAction.Call("Kitchen")), actions(talk));
        assertEquals("", talk.command("hang up"));
        assertEquals(new SpeakerAction.HangUp(), actions(talk).get(1));
    }

    @Test
    void shouldDoSoInChinese() {
        HandSteppedDialogue chinese = new HandSteppedDialogue(Home.shipped("zh"), ConversationSettings.DEFAULT, List.of(), NameSounds.LETTERS);
        chinese.command("呼叫厨房");
        chinese.command("我要和书房通话");
        chinese.command("挂断");
        assertEquals(List.of(new SpeakerAction.Call("厨房"), new SpeakerAction.Call("书房"), new SpeakerAction.HangUp()), actions(chinese));
    }

    @Test
    void shouldTakeACallOnlyAfterAYes() {
        rings();
        assertTrue(talk.listens(), "without the wake word");
        assertEquals(List.of(), actions(talk));
        assertEquals("", talk.answer("yes"));
        assertEquals(List.of(new SpeakerAction.TakeCall()), actions(talk));
    }

    @Test
    void shouldNotTakeItAfterANo() {
        rings();
        assertEquals("Okay, I leave it.", talk.answer("no"));
        assertEquals(List.of(), actions(talk));
        assertEquals("idle", talk.state());
    }

    @Test
    void shouldNotTakeItWhereNobodySpeaks() {
        rings();
        talk.pass(Duration.ofSeconds(10));
        assertEquals("idle", talk.state());
        assertEquals(List.of(), actions(talk));
        talk.command("turn on the kitchen lights");
        assertEquals(List.of(), actions(talk), "nor by what is said later");
    }

    @Test
    void shouldNotAskInTheMiddleOfAConversation() {
        talk.on(new DialogueEvent.Woke("computer", 0.9));
        talk.on(new DialogueEvent.ConfirmRequested(new Intent("HearkenTakeCall", Map.of(), 1, "", "kitchen", "call-1", "en"), QUESTION));
        assertEquals("listening", talk.state());
        assertFalse(talk.spoken.contains(QUESTION));
    }
}
