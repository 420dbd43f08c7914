package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.dialogue.DialogueEffect.PlaySign;
import dev.hearken.dialogue.DialogueEffect.PublishIntent;
import dev.hearken.dialogue.DialogueEffect.PublishNotRecognised;
import dev.hearken.dialogue.DialogueEffect.PublishReply;
import dev.hearken.dialogue.DialogueEffect.Sign;
import dev.hearken.dialogue.DialogueEffect.Speak;
import dev.hearken.dialogue.DialogueEffect.StartListening;
import dev.hearken.dialogue.DialogueEffect.StopListening;
import dev.hearken.dialogue.DialogueEffect.StopSpeaking;
import dev.hearken.dialogue.DialogueEvent.Answered;
import dev.hearken.dialogue.DialogueEvent.FaultCleared;
import dev.hearken.dialogue.DialogueEvent.FaultRaised;
import dev.hearken.dialogue.DialogueEvent.ListenRequested;
import dev.hearken.dialogue.DialogueEvent.MuteChanged;
import dev.hearken.dialogue.DialogueEvent.ReplySpoken;
import dev.hearken.dialogue.DialogueEvent.SayRequested;
import dev.hearken.dialogue.DialogueEvent.SpeechEnded;
import dev.hearken.dialogue.DialogueEvent.StopRequested;
import dev.hearken.dialogue.DialogueEvent.Tick;
import dev.hearken.dialogue.DialogueEvent.TranscriptReady;
import dev.hearken.dialogue.DialogueEvent.Woke;
import dev.hearken.speech.Transcript;
import dev.hearken.speech.Transcript.EndReason;
import dev.hearken.speech.Transcript.Hypothesis;
import dev.hearken.speech.Transcript.SlotValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DialogueSessionTest {

    private static final Woke WOKE = new Woke("computer", 0.9);
    private static final Transcript HEARD = transcript(false, EndReason.SILENCE);

    private int sessions;
    private long now;
    private final DialogueSettings settings = DialogueSettings.of("kitchen", "en");
    private final DialogueSession session = new DialogueSession(settings, Replies.shipped(), () -> "s" + ++sessions, 0);

    @Test
    void shouldWalkFromWakeToSpokenReply() {
        StartListening listen = one(StartListening.class, on(WOKE));
        assertEquals("s1", listen.sessionId());
        on(new SpeechEnded(listen.listenId()));
        assertEquals("deciding", session.state().name());
        List<DialogueEffect> effects = on(new TranscriptReady(listen.listenId(), HEARD));
        Intent intent = one(PublishIntent.class, effects).intent();
        assertEquals(new Intent("HassTurnOn", Map.of("name", new SlotValue("TV", "the tv")), 0.8, "turn on the tv", "kitchen", "s1", "en"), intent);
        assertTrue(effects.contains(new DialogueEffect.Perform(intent)));
        effects = on(new Answered("s1", Answer.say("TV is on.")));
        assertTrue(effects.contains(new PublishReply("s1", "TV is on.", true)));
        Speak speak = one(Speak.class, effects);
        on(new ReplySpoken(speak.utteranceId()));
        assertEquals("idle", session.state().name());
    }

    @Test
    void shouldTakeATranscriptWithoutWaitingForSpeechEnded() {
        StartListening listen = one(StartListening.class, on(WOKE));
        assertTrue(find(PublishIntent.class, on(new TranscriptReady(listen.listenId(), HEARD))).isPresent());
    }

    @Test
    void shouldSaySorryToChatter() {
        StartListening listen = one(StartListening.class, on(WOKE));
        List<DialogueEffect> effects = on(new TranscriptReady(listen.listenId(), transcript(true, EndReason.SILENCE)));
        assertFalse(find(PublishIntent.class, effects).isPresent());
        assertEquals(new PublishNotRecognised("s1", "turn on the tv", "rejected"), one(PublishNotRecognised.class, effects));
        assertTrue(effects.contains(new PlaySign(Sign.NOT_UNDERSTOOD, one(PlaySign.class, effects).utteranceId())));
        assertEquals(Replies.shipped().fixed("rejected"), one(Speak.class, effects).text());
    }

    @Test
    void shouldStaySilentWhenNothingWasSaid() {
        StartListening listen = one(StartListening.class, on(WOKE));
        List<DialogueEffect> effects = on(new TranscriptReady(listen.listenId(), new Transcript(List.of(), true, 3, EndReason.NO_SPEECH)));
        assertFalse(find(Speak.class, effects).isPresent());
        assertEquals("idle", session.state().name());
    }

    @Test
    void shouldStopSpeakingWhenWokenAgain() {
        Speak speak = one(Speak.class, on(new SayRequested("A long story.")));
        List<DialogueEffect> effects = on(WOKE);
        assertEquals(new StopSpeaking(speak.utteranceId()), effects.get(0));
        assertTrue(find(StartListening.class, effects).isPresent());
        assertEquals(List.of(), on(new ReplySpoken(speak.utteranceId())), "the end of what was cut off is no news");
    }

    @Test
    void shouldIgnoreResultsOfWhatWasCancelled() {
        StartListening first = one(StartListening.class, on(WOKE));
        StartListening second = one(StartListening.class, on(WOKE));
        assertEquals(first.sessionId(), second.sessionId());
        assertEquals(List.of(), on(new TranscriptReady(first.listenId(), HEARD)));
        assertInstanceOf(DialogueState.Listening.class, session.state());
        on(new TranscriptReady(second.listenId(), HEARD));
        on(WOKE);
        assertEquals(List.of(), on(new Answered("s1", Answer.say("too late"))));
    }

    @Test
    void shouldGiveUpInEveryState() {
        StartListening listen = one(StartListening.class, on(WOKE));
        now += settings.listenTimeout();
        assertEquals(new StopListening(listen.listenId()), on(new Tick()).get(0));
        assertEquals("idle", session.state().name());

        listen = one(StartListening.class, on(WOKE));
        on(new SpeechEnded(listen.listenId()));
        now += settings.decideTimeout();
        on(new Tick());
        assertEquals("idle", session.state().name());

        listen = one(StartListening.class, on(WOKE));
        on(new TranscriptReady(listen.listenId(), HEARD));
        now += settings.answerTimeout();
        Speak sorry = one(Speak.class, on(new Tick()));
        assertEquals(Replies.shipped().fixed("no-answer"), sorry.text());
        now += settings.speakTimeout();
        assertEquals(new StopSpeaking(sorry.utteranceId()), on(new Tick()).get(0));
        assertEquals("idle", session.state().name());
    }

    @Test
    void shouldNotListenForeverWhenATelevisionKeepsWakingIt() {
        on(WOKE);
        for (int i = 0; i < 100; i++) {
            now += 1000;
            on(WOKE);
            on(new Tick());
            if (session.state() instanceof DialogueState.Idle) {
                break;
            }
        }
        assertTrue(now <= settings.sessionTimeout() + settings.listenTimeout(), now + " ms");
    }

    @Test
    void shouldSpeakAnnouncementsAfterTheConversation() {
        StartListening listen = one(StartListening.class, on(WOKE));
        assertEquals(List.of(), on(new SayRequested("Dinner is ready.")));
        Speak speak = one(Speak.class, on(new TranscriptReady(listen.listenId(), new Transcript(List.of(), false, 1, EndReason.CANCELLED))));
        assertEquals("Dinner is ready.", speak.text());
    }

    @Test
    void shouldPlaySoundsInTheOrderOfAnnouncements() {
        Speak speak = one(Speak.class, on(new SayRequested("Dinner is ready.", "n1")));
        assertEquals("n1", speak.sessionId());
        assertEquals(List.of(), on(new DialogueEvent.PlayRequested("gong", "n2")));
        DialogueEffect.PlaySound play = one(DialogueEffect.PlaySound.class, on(new ReplySpoken(speak.utteranceId())));
        assertEquals("gong", play.soundId());
        assertEquals("speaking", session.state().name());
        assertTrue(find(StopSpeaking.class, on(WOKE)).isPresent(), "the name interrupts a sound as it does a reply");
    }

    @Test
    void shouldBeginAConversationForTheHub() {
        Speak speak = one(Speak.class, on(new DialogueEvent.SessionRequested("h1", "Which room?", true)));
        on(new ReplySpoken(speak.utteranceId()));
        now += settings.tail();
        StartListening listen = one(StartListening.class, on(new Tick()));
        assertEquals("h1", listen.sessionId());
        assertEquals(List.of(), on(new DialogueEvent.SessionRequested("h2", "", true)), "only at rest");
    }

    @Test
    void shouldGiveTheHubTheTranscriptAloneIfItWantsNoMore() {
        StartListening listen = one(StartListening.class, on(new DialogueEvent.SessionRequested("h1", "", false)));
        List<DialogueEffect> effects = on(new TranscriptReady(listen.listenId(), transcript(false, EndReason.SILENCE)));
        assertTrue(find(DialogueEffect.PublishTranscript.class, effects).isPresent());
        assertTrue(find(PublishIntent.class, effects).isEmpty());
        assertEquals("idle", session.state().name());
    }

    @Test
    void shouldNotBeginToListenForTheHubWhileMuted() {
        on(new MuteChanged(true));
        assertEquals(List.of(), on(new DialogueEvent.SessionRequested("h1", "", true)));
        Speak speak = one(Speak.class, on(new DialogueEvent.SessionRequested("h2", "Which room?", true)));
        on(new ReplySpoken(speak.utteranceId()));
        assertEquals("muted", session.state().name());
    }

    @Test
    void shouldStopEverything() {
        on(new SayRequested("one"));
        on(new SayRequested("two"));
        List<DialogueEffect> effects = on(new StopRequested());
        assertTrue(effects.contains(new DialogueEffect.Act(new SpeakerAction.StopSounds())));
        assertTrue(find(StopSpeaking.class, effects).isPresent());
        assertEquals("idle", session.state().name(), "the second announcement is dropped too");
    }

    @Test
    void shouldNotListenButSpeakWhileMuted() {
        StartListening listen = one(StartListening.class, on(WOKE));
        assertTrue(on(new MuteChanged(true)).contains(new StopListening(listen.listenId())));
        assertEquals("muted", session.state().name());
        assertEquals(List.of(), on(WOKE));
        assertEquals(List.of(), on(new ListenRequested()));
        Speak speak = one(Speak.class, on(new SayRequested("The washing is done.")));
        on(new ReplySpoken(speak.utteranceId()));
        assertEquals("muted", session.state().name());
        on(new MuteChanged(false));
        assertEquals("idle", session.state().name());
    }

    @Test
    void shouldReportFaultsAndComeBack() {
        on(new FaultRaised("microphone", true, false));
        assertEquals("faulted", session.state().name());
        assertEquals(List.of(), on(WOKE));
        on(new FaultRaised("loudspeaker", false, true));
        assertEquals(new PublishReply("", "hello", false), on(new SayRequested("hello")).get(0));
        on(new FaultCleared("microphone"));
        assertEquals("idle", session.state().name());
        assertTrue(find(StartListening.class, on(WOKE)).isPresent(), "a mute speaker still obeys");
    }

    @Test
    void shouldListenAgainWhenTheAnswerAsksBack() {
        StartListening listen = one(StartListening.class, on(WOKE));
        on(new TranscriptReady(listen.listenId(), HEARD));
        Speak speak = one(Speak.class, on(new Answered("s1", new Answer("Which room?", true, List.of()))));
        on(new ReplySpoken(speak.utteranceId()));
        now += settings.tail();
        StartListening again = one(StartListening.class, on(new Tick()));
        assertEquals("s1", again.sessionId());
    }

    private List<DialogueEffect> on(DialogueEvent event) {
        return session.on(event, now);
    }

    private static <T extends DialogueEffect> T one(Class<T> type, List<DialogueEffect> effects) {
        return find(type, effects).orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " in " + effects));
    }

    private static <T extends DialogueEffect> Optional<T> find(Class<T> type, List<DialogueEffect> effects) {
        return effects.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    static Transcript transcript(boolean rejected, EndReason reason) {
        Hypothesis best = new Hypothesis("HassTurnOn", "turn on the tv", Map.of("name", new SlotValue("TV", "the tv")), 0.8, new Transcript.Evidence(-0.1, -0.1, 0, -0.2, 10));
        return new Transcript(List.of(best), rejected, 1.5, reason);
    }

    @Test
    void shouldLetAnAlarmCutInAndSayTheRestAfterwards() {
        Speak story = one(Speak.class, on(new SayRequested("A long story.")));
        on(new SayRequested("Dinner is ready."));
        List<DialogueEffect> rings = on(new SayRequested("The pizza timer is done.", "", Priority.ALARM));
        assertEquals(story.utteranceId(), one(StopSpeaking.class, rings).utteranceId());
        Speak ring = one(Speak.class, rings);
        assertEquals("The pizza timer is done.", ring.text());
        assertEquals(List.of(), on(new SayRequested("The egg timer is done.", "", Priority.ALARM)), "equals wait");
        Speak egg = one(Speak.class, on(new DialogueEvent.ReplySpoken(ring.utteranceId())));
        assertEquals("The egg timer is done.", egg.text());
        Speak again = one(Speak.class, on(new DialogueEvent.ReplySpoken(egg.utteranceId())));
        assertEquals("A long story.", again.text());
        assertEquals("Dinner is ready.", one(Speak.class, on(new DialogueEvent.ReplySpoken(again.utteranceId()))).text());
    }

    @Test
    void shouldLeaveAConversationThatAnotherSpeakerHas() {
        StartListening start = one(StartListening.class, on(new DialogueEvent.Woke("computer", 0.9)));
        assertEquals(List.of(), on(new DialogueEvent.Yielded("another")));
        List<DialogueEffect> left = on(new DialogueEvent.Yielded(start.sessionId()));
        assertEquals(start.listenId(), one(StopListening.class, left).listenId());
        assertTrue(left.stream().noneMatch(effect -> effect instanceof PlaySign), "without a sign");
        Speak speak = one(Speak.class, on(new SayRequested("Dinner is ready.")));
        on(new DialogueEvent.Yielded(start.sessionId()));
        assertTrue(on(new DialogueEvent.ReplySpoken(speak.utteranceId())).size() > 0, "what belongs to no conversation goes on");
    }
}
