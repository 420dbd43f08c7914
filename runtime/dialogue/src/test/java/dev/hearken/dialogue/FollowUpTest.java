package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.dialogue.DialogueEffect.Speak;
import dev.hearken.dialogue.DialogueEffect.StartListening;
import dev.hearken.dialogue.DialogueEffect.StopListening;
import dev.hearken.dialogue.DialogueEvent.Answered;
import dev.hearken.dialogue.DialogueEvent.ReplySpoken;
import dev.hearken.dialogue.DialogueEvent.Tick;
import dev.hearken.dialogue.DialogueEvent.TranscriptReady;
import dev.hearken.dialogue.DialogueEvent.Woke;
import dev.hearken.speech.Transcript;
import dev.hearken.speech.Transcript.EndReason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Listening without the wake word after a reply that asks. */
class FollowUpTest {

    private static final Transcript NOTHING = new Transcript(List.of(), true, 5, EndReason.NO_SPEECH);

    private final DialogueSettings settings = DialogueSettings.of("kitchen", "en");
    private final DialogueSession session = new DialogueSession(settings, Replies.shipped(), () -> "s1", 0);
    private long now;

    @Test
    void shouldListenOnlyAfterTheReplyAndItsTail() {
        Speak question = ask();
        for (int i = 0; i < 50; i++) {
            now += 100;
            assertEquals(List.of(), on(new Tick()), "deaf while it speaks");
        }
        assertEquals(List.of(), on(new ReplySpoken(question.utteranceId())));
        assertEquals("speaking", session.state().name(), "the room still sounds");
        now += settings.tail() - 1;
        assertEquals(List.of(), on(new Tick()));
        now += 1;
        StartListening listen = find(StartListening.class, on(new Tick())).orElseThrow();
        assertEquals(Expected.ANSWER, listen.expected());
        assertEquals("s1", listen.sessionId());
    }

    @Test
    void shouldGiveUpAfterTheConfiguredTimeWithoutAWord() {
        StartListening listen = listenAfterQuestion();
        now += settings.followUp() - 1;
        assertEquals(List.of(), on(new Tick()));
        now += 1;
        assertEquals(new StopListening(listen.listenId()), on(new Tick()).get(0));
        assertEquals("idle", session.state().name());
    }

    @Test
    void shouldLetSpeakWhoHasBegun() {
        StartListening listen = listenAfterQuestion();
        now += settings.followUp() - 1;
        on(new DialogueEvent.SpeechStarted(listen.listenId()));
        now += 3000;
        assertEquals(List.of(), on(new Tick()));
        assertTrue(find(DialogueEffect.Perform.class, on(new TranscriptReady(listen.listenId(), DialogueSessionTest.transcript(false, EndReason.SILENCE)))).isPresent());
    }

    @Test
    void shouldGoOnListeningWhereTheRecogniserGivesUpEarlier() {
        StartListening listen = listenAfterQuestion();
        now += 5000;
        StartListening again = find(StartListening.class, on(new TranscriptReady(listen.listenId(), NOTHING))).orElseThrow();
        now += 1000;
        assertEquals(new StopListening(again.listenId()), on(new Tick()).get(0), "the time is that of both together");
    }

    @Test
    void shouldNotTalkWithATelevisionForEver() {
        on(new Woke("computer", 0.9));
        int asked = 0;
        for (int i = 0; i < 100; i++) {
            now += 1000;
            if (session.state() instanceof DialogueState.Listening listening) {
                on(new TranscriptReady(listening.listenId(), DialogueSessionTest.transcript(false, EndReason.SILENCE)));
                Speak speak = find(Speak.class, on(new Answered("s1", Answer.ask("And now?")))).orElseThrow();
                on(new ReplySpoken(speak.utteranceId()));
                asked++;
            }
            on(new Tick());
        }
        assertEquals(settings.turns() + 1, asked);
        assertEquals("idle", session.state().name());
    }

    @Test
    void shouldPutAQuestionOnceMoreAndThenLeaveIt() {
        Transcript chatter = DialogueSessionTest.transcript(true, EndReason.SILENCE);
        Speak again = find(Speak.class, on(new TranscriptReady(listenAfterQuestion().listenId(), chatter))).orElseThrow();
        assertEquals("Which room?", again.text());
        on(new ReplySpoken(again.utteranceId()));
        now += settings.tail();
        StartListening listen = find(StartListening.class, on(new Tick())).orElseThrow();
        Speak sorry = find(Speak.class, on(new TranscriptReady(listen.listenId(), chatter))).orElseThrow();
        assertEquals(Replies.shipped().fixed("rejected"), sorry.text());
        on(new ReplySpoken(sorry.utteranceId()));
        assertEquals("idle", session.state().name());
    }

    @Test
    void shouldNeedTheWakeWordIfFollowUpIsSwitchedOff() {
        DialogueSession plain = new DialogueSession(settings.withFollowUp(0), Replies.shipped(), () -> "s1", 0);
        long listen = find(StartListening.class, plain.on(new Woke("computer", 0.9), 0)).orElseThrow().listenId();
        plain.on(new TranscriptReady(listen, DialogueSessionTest.transcript(false, EndReason.SILENCE)), 0);
        Speak speak = find(Speak.class, plain.on(new Answered("s1", Answer.ask("Which room?")), 0)).orElseThrow();
        plain.on(new ReplySpoken(speak.utteranceId()), 1000);
        assertEquals("idle", plain.state().name());
        assertEquals(Expected.ANSWER, find(StartListening.class, plain.on(new Woke("computer", 0.9), 2000)).orElseThrow().expected(), "the answer is understood after the wake word");
    }

    @Test
    void shouldStopWhileTheRoomSettles() {
        on(new ReplySpoken(ask().utteranceId()));
        on(new DialogueEvent.StopRequested());
        assertEquals("idle", session.state().name());
        now += 1000;
        assertEquals(List.of(), on(new Tick()));
    }

    @Test
    void shouldNotListenAfterwardsIfMutedMeanwhile() {
        on(new ReplySpoken(ask().utteranceId()));
        on(new DialogueEvent.MuteChanged(true));
        assertEquals("muted", session.state().name());
        now += 1000;
        assertFalse(find(StartListening.class, on(new Tick())).isPresent());
    }

    @Test
    void shouldWakeAtOnceWhileTheRoomSettles() {
        on(new ReplySpoken(ask().utteranceId()));
        assertTrue(find(StartListening.class, on(new Woke("computer", 0.9))).isPresent());
    }

    private Speak ask() {
        long listen = find(StartListening.class, on(new Woke("computer", 0.9))).orElseThrow().listenId();
        on(new TranscriptReady(listen, DialogueSessionTest.transcript(false, EndReason.SILENCE)));
        return find(Speak.class, on(new Answered("s1", Answer.ask("Which room?")))).orElseThrow();
    }

    private StartListening listenAfterQuestion() {
        on(new ReplySpoken(ask().utteranceId()));
        now += settings.tail();
        return find(StartListening.class, on(new Tick())).orElseThrow();
    }

    private List<DialogueEffect> on(DialogueEvent event) {
        return session.on(event, now);
    }

    private static <T extends DialogueEffect> Optional<T> find(Class<T> type, List<DialogueEffect> effects) {
        return effects.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
