package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.dialogue.DialogueEffect.PlaySign;
import dev.hearken.dialogue.DialogueEffect.Sign;
import dev.hearken.dialogue.DialogueEffect.StartListening;
import dev.hearken.dialogue.DialogueEffect.StopListening;
import dev.hearken.dialogue.DialogueEffect.StopSpeaking;
import dev.hearken.dialogue.DialogueEvent.Quiet;
import dev.hearken.dialogue.DialogueEvent.ReplySpoken;
import dev.hearken.dialogue.DialogueEvent.Tick;
import dev.hearken.dialogue.DialogueEvent.Woke;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A sign that asks somebody to go on is never listened to, and costs nobody a word who has begun to speak. */
class PromptingTest {

    private final DialogueSettings settings = DialogueSettings.of("kitchen", "en");
    private final DialogueSession session = new DialogueSession(settings, Replies.shipped(), () -> "s1", 0);
    private long now;

    private List<DialogueEffect> on(DialogueEvent event) {
        return session.on(event, now);
    }

    private static <T extends DialogueEffect> T one(Class<T> kind, List<DialogueEffect> effects) {
        List<T> found = effects.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertEquals(1, found.size(), kind.getSimpleName() + " in " + effects);
        return found.get(0);
    }

    private PlaySign prompted() {
        StartListening first = one(StartListening.class, on(new Woke("computer", 0.9)));
        now += 600;
        List<DialogueEffect> effects = on(new Quiet(first.listenId()));
        assertEquals(new StopListening(first.listenId()), one(StopListening.class, effects));
        return one(PlaySign.class, effects);
    }

    @Test
    void shouldListenAgainOnlyWhenTheSignAndItsTailAreOver() {
        PlaySign sign = prompted();
        assertEquals(Sign.GO_ON, sign.sign());
        assertEquals("listening", session.state().name(), "from outside it waits for a command all the while");
        now += 200;
        assertEquals(List.of(), on(new Tick()), "the sign still sounds");
        assertEquals(List.of(), on(new ReplySpoken(sign.utteranceId())));
        now += settings.promptTail() - 1;
        assertEquals(List.of(), on(new Tick()), "the room still sounds");
        now += 1;
        assertEquals("s1", one(StartListening.class, on(new Tick())).sessionId());
    }

    @Test
    void shouldNotCutInOnSomebodyWhoHasBegunToSpeak() {
        StartListening first = one(StartListening.class, on(new Woke("computer", 0.9)));
        on(new DialogueEvent.SpeechStarted(first.listenId()));
        assertEquals(List.of(), on(new Quiet(first.listenId())));
    }

    @Test
    void shouldNotSignWithoutALoudspeaker() {
        on(new DialogueEvent.FaultRaised("playback", false, true));
        StartListening first = one(StartListening.class, on(new Woke("computer", 0.9)));
        assertEquals(List.of(), on(new Quiet(first.listenId())));
    }

    @Test
    void shouldListenWhenTheEndOfTheSignIsNeverTold() {
        prompted();
        now += 1_500;
        one(StartListening.class, on(new Tick()));
    }

    @Test
    void shouldEndTheSignWithTheMicrophones() {
        PlaySign sign = prompted();
        List<DialogueEffect> effects = on(new DialogueEvent.MuteChanged(true));
        assertEquals(new StopSpeaking(sign.utteranceId()), one(StopSpeaking.class, effects));
        assertEquals("muted", session.state().name());
    }

    @Test
    void shouldEndTheSignWhenStoppedOrWokenAgain() {
        PlaySign sign = prompted();
        List<DialogueEffect> effects = on(new Woke("computer", 0.9));
        assertEquals(new StopSpeaking(sign.utteranceId()), one(StopSpeaking.class, effects));
        one(StartListening.class, effects);
        on(new DialogueEvent.StopRequested());
        assertEquals("idle", session.state().name());
    }

    @Test
    void shouldShowThatSomethingWasDoneWhereNothingIsSaid() {
        StartListening listen = one(StartListening.class, on(new Woke("computer", 0.9)));
        on(new DialogueEvent.TranscriptReady(listen.listenId(), DialogueSessionTest.transcript(false, dev.hearken.speech.Transcript.EndReason.SILENCE)));
        List<DialogueEffect> effects = on(new DialogueEvent.Answered("s1", Answer.act(new SpeakerAction.ShowDone(), "")));
        assertEquals(Sign.DONE, one(PlaySign.class, effects).sign());
        assertTrue(session.state().resting());
    }
}
