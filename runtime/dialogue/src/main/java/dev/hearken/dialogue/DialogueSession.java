package dev.hearken.dialogue;

import dev.hearken.dialogue.DialogueEffect.Sign;
import dev.hearken.dialogue.DialogueState.Answering;
import dev.hearken.dialogue.DialogueState.Deciding;
import dev.hearken.dialogue.DialogueState.Faulted;
import dev.hearken.dialogue.DialogueState.Idle;
import dev.hearken.dialogue.DialogueState.Listening;
import dev.hearken.dialogue.DialogueState.Settling;
import dev.hearken.dialogue.DialogueState.Speaking;
import dev.hearken.speech.Transcript;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * The course of a conversation: takes what happened and the time, changes its state, and returns what is to be done. No thread, no clock, no
 * input or output of its own; confined to whoever calls it (the event loop).
 *
 * <p>"rest" is {@code faulted} while a fault keeps the speaker from listening, else {@code muted} while the microphones are off, else {@code idle} -
 * unless an announcement waits, which is then spoken. Pairs that are not listed change nothing.
 *
 * <table>
 * <caption>Transitions</caption>
 * <tr><th>state</th><th>event</th><th>next</th><th>effects, beside PublishState</th></tr>
 * <tr><td>idle, answering</td><td>Woke, ListenRequested</td><td>listening</td><td>PublishWake, PlaySign, StartListening</td></tr>
 * <tr><td>speaking (able to listen)</td><td>Woke, ListenRequested</td><td>listening</td><td>StopSpeaking, PublishWake, PlaySign, StartListening</td></tr>
 * <tr><td>listening</td><td>Woke, session young enough</td><td>listening</td><td>StopListening, PublishWake, StartListening: the utterance starts over</td></tr>
 * <tr><td>listening</td><td>SpeechStarted</td><td>listening</td><td>none: the wait for the first word is over</td></tr>
 * <tr><td>listening</td><td>SpeechEnded</td><td>deciding</td><td></td></tr>
 * <tr><td>listening, deciding</td><td>TranscriptReady, understood</td><td>answering</td><td>PublishTranscript, PublishIntent, Perform</td></tr>
 * <tr><td>listening, deciding</td><td>TranscriptReady, something is missing or risky</td><td>speaking, then listening</td><td>PublishTranscript, PublishReply, Speak (the question)</td></tr>
 * <tr><td>listening, deciding</td><td>TranscriptReady, rejected</td><td>speaking or rest</td><td>PublishTranscript, PublishNotRecognised, PlaySign, Speak (sorry)</td></tr>
 * <tr><td>listening (follow-up)</td><td>TranscriptReady, no speech, follow-up not over</td><td>listening</td><td>StartListening</td></tr>
 * <tr><td>listening (follow-up)</td><td>Tick, nobody spoke within the follow-up</td><td>rest</td><td>StopListening, PublishNotRecognised, PlaySign</td></tr>
 * <tr><td>listening, deciding</td><td>TranscriptReady, no speech</td><td>rest</td><td>PublishNotRecognised, PlaySign</td></tr>
 * <tr><td>listening, deciding</td><td>Tick after the time-out</td><td>rest</td><td>StopListening, PublishNotRecognised, PlaySign</td></tr>
 * <tr><td>answering</td><td>Answered with text</td><td>speaking</td><td>Act*, PublishReply, Speak</td></tr>
 * <tr><td>answering</td><td>Answered without text</td><td>rest or settling</td><td>Act*; settling if it asks</td></tr>
 * <tr><td>answering</td><td>Answered with StopSounds</td><td>as above, nothing waits</td><td>Act*</td></tr>
 * <tr><td>answering</td><td>Tick after the time-out</td><td>speaking or rest</td><td>PublishNotRecognised, PlaySign, Speak (sorry)</td></tr>
 * <tr><td>speaking</td><td>ReplySpoken</td><td>rest or settling</td><td>settling, without PublishState, after a reply that asks</td></tr>
 * <tr><td>settling</td><td>Tick after the tail</td><td>listening (follow-up)</td><td>StartListening</td></tr>
 * <tr><td>settling</td><td>Woke, ListenRequested</td><td>listening</td><td>PublishWake, PlaySign, StartListening</td></tr>
 * <tr><td>settling</td><td>MuteChanged(true), FaultRaised (listening)</td><td>rest</td><td></td></tr>
 * <tr><td>speaking</td><td>Tick after the time-out</td><td>rest</td><td>StopSpeaking</td></tr>
 * <tr><td>listening, deciding</td><td>TranscriptReady, of which only the transcript is wanted</td><td>rest</td><td>PublishTranscript</td></tr>
 * <tr><td>idle, muted, faulted</td><td>SayRequested</td><td>speaking</td><td>PublishReply, Speak</td></tr>
 * <tr><td>idle, muted, faulted</td><td>PlayRequested</td><td>speaking</td><td>PlaySound</td></tr>
 * <tr><td>any other</td><td>SayRequested, PlayRequested</td><td>unchanged</td><td>none: it sounds at the next rest</td></tr>
 * <tr><td>idle, muted, faulted</td><td>SessionRequested with text</td><td>speaking, then listening</td><td>PublishReply, Speak</td></tr>
 * <tr><td>idle (able to listen)</td><td>SessionRequested without text</td><td>listening</td><td>PlaySign, StartListening</td></tr>
 * <tr><td>any</td><td>StopRequested</td><td>rest, nothing waits</td><td>StopListening or StopSpeaking, PlaySign, Act(StopSounds)</td></tr>
 * <tr><td>listening, deciding</td><td>MuteChanged(true), FaultRaised (listening)</td><td>rest</td><td>StopListening</td></tr>
 * <tr><td>speaking</td><td>FaultRaised (speaking)</td><td>rest</td><td>StopSpeaking</td></tr>
 * <tr><td>idle, muted, faulted</td><td>MuteChanged, FaultRaised, FaultCleared</td><td>rest</td><td></td></tr>
 * </table>
 */
public final class DialogueSession {

    /** A text, or the id of a sound, and the session it belongs to. */
    private record Announcement(String text, String soundId, String sessionId) {
    }

    private final DialogueSettings settings;
    private final Replies replies;
    private final Conversation conversation;
    private final Supplier<String> sessionIds;
    /** What waits for a rest, oldest first. */
    private final Deque<Announcement> waiting = new ArrayDeque<>();
    private final Conditions conditions = new Conditions();
    /** Session of which only the transcript is wanted; empty for none. */
    private String transcriptOnly = "";
    /** Replies in a row after which no wake word was needed. */
    private int turns;
    private long ids;
    private DialogueState state;
    private List<DialogueEffect> effects = new ArrayList<>();

    /** A session that takes every intent as it is said. */
    public DialogueSession(DialogueSettings settings, Replies replies, Supplier<String> sessionIds, long now) {
        this(settings, replies, Conversation.literal(replies), sessionIds, now);
    }

    /**
     * @param conversation completes what was said from what was said before, and asks back
     * @param sessionIds   gives a new id for each conversation
     */
    public DialogueSession(DialogueSettings settings, Replies replies, Conversation conversation, Supplier<String> sessionIds, long now) {
        this.settings = settings;
        this.replies = replies;
        this.conversation = conversation;
        this.sessionIds = sessionIds;
        this.state = new Idle(now);
    }

    public DialogueState state() {
        return state;
    }

    /**
     * @param now ms of a clock that never goes back
     * @return what is to be done, in this order; a new list each time
     */
    public List<DialogueEffect> on(DialogueEvent event, long now) {
        effects = new ArrayList<>();
        if (event instanceof DialogueEvent.Woke woke) {
            wake(woke, now);
        } else if (event instanceof DialogueEvent.ListenRequested) {
            listenOnRequest(now);
        } else if (event instanceof DialogueEvent.SpeechStarted started) {
            if (state instanceof Listening l && l.listenId() == started.listenId()) {
                state = new Listening(l.sessionId(), l.listenId(), l.started(), l.followUp(), true, l.since());
            }
        } else if (event instanceof DialogueEvent.SpeechEnded ended) {
            if (state instanceof Listening listening && listening.listenId() == ended.listenId()) {
                enter(new Deciding(listening.sessionId(), listening.listenId(), now));
            }
        } else if (event instanceof DialogueEvent.TranscriptReady ready) {
            transcript(ready, now);
        } else if (event instanceof DialogueEvent.Answered answered) {
            answered(answered, now);
        } else if (event instanceof DialogueEvent.ReplySpoken spoken) {
            spoken(spoken, now);
        } else if (event instanceof DialogueEvent.SayRequested say) {
            if (!say.text().isBlank()) {
                announce(new Announcement(say.text(), "", say.sessionId()), now);
            }
        } else if (event instanceof DialogueEvent.PlayRequested play) {
            announce(new Announcement("", play.soundId(), play.sessionId()), now);
        } else if (event instanceof DialogueEvent.SessionRequested request) {
            beginSession(request, now);
        } else if (event instanceof DialogueEvent.StopRequested) {
            stop(now);
        } else if (event instanceof DialogueEvent.MuteChanged change) {
            conditions.muted(change.muted());
            conditionChanged(now);
        } else if (event instanceof DialogueEvent.FaultRaised fault) {
            conditions.raised(fault);
            conditionChanged(now);
        } else if (event instanceof DialogueEvent.FaultCleared fault) {
            conditions.cleared(fault.code());
            conditionChanged(now);
        } else {
            tick(now);
        }
        return effects;
    }

    private void wake(DialogueEvent.Woke woke, long now) {
        if (!mayListen() || state instanceof Deciding) {
            return;
        }
        if (state instanceof Listening listening) {
            if (now - listening.started() < settings.sessionTimeout()) {
                effects.add(new DialogueEffect.StopListening(listening.listenId()));
                effects.add(new DialogueEffect.PublishWake(listening.sessionId(), woke.phrase(), woke.score()));
                turns = 0;
                listen(listening.sessionId(), listening.started(), listening.followUp(), now);
            }
            return;
        }
        silence();
        turns = 0;
        String sessionId = sessionIds.get();
        transcriptOnly = woke.interpret() ? "" : sessionId;
        effects.add(new DialogueEffect.PublishWake(sessionId, woke.phrase(), woke.score()));
        effects.add(new DialogueEffect.PlaySign(Sign.WOKEN));
        listen(sessionId, now, conversation.asking(now), now);
    }

    private void listenOnRequest(long now) {
        if (mayListen() && !(state instanceof Listening) && !(state instanceof Deciding)) {
            silence();
            turns = 0;
            effects.add(new DialogueEffect.PlaySign(Sign.WOKEN));
            listen(sessionIds.get(), now, conversation.asking(now), now);
        }
    }

    /** @param answers whether answers to a question are understood beside commands */
    private void listen(String sessionId, long started, boolean answers, long now) {
        long listenId = ++ids;
        effects.add(new DialogueEffect.StartListening(sessionId, listenId, answers));
        enter(new Listening(sessionId, listenId, started, false, false, now));
    }

    /** Listens without the wake word. @param since when this follow-up began */
    private void followUp(String sessionId, long since) {
        long listenId = ++ids;
        effects.add(new DialogueEffect.StartListening(sessionId, listenId, true));
        DialogueState next = new Listening(sessionId, listenId, since, true, false, since);
        if (next.name().equals(state.name())) {
            state = next;
        } else {
            enter(next);
        }
    }

    /** Waits for the room to fall silent and then for an answer, or rests if it was asked too often. */
    private void settle(String sessionId, long now) {
        if (mayListen() && settings.followUp() > 0 && turns < settings.turns()) {
            turns++;
            state = new Settling(sessionId, now);
        } else {
            rest(now);
        }
    }

    private void transcript(DialogueEvent.TranscriptReady ready, long now) {
        boolean awaited = state instanceof Listening listening && listening.listenId() == ready.listenId()
                || state instanceof Deciding deciding && deciding.listenId() == ready.listenId();
        if (!awaited) {
            return;
        }
        String sessionId = state.sessionId();
        Transcript transcript = ready.transcript();
        Transcript.EndReason reason = transcript.endReason();
        if (reason == Transcript.EndReason.CANCELLED) {
            rest(now);
        } else if (reason == Transcript.EndReason.NO_SPEECH && state instanceof Listening l && l.followUp() && now - l.since() < settings.followUp()) {
            followUp(sessionId, l.since());
        } else if (reason == Transcript.EndReason.NO_SPEECH || reason == Transcript.EndReason.END_OF_INPUT && transcript.nBest().isEmpty()) {
            notRecognised(sessionId, "", "no-speech", Sign.NOTHING_HEARD);
            rest(now);
        } else if (sessionId.equals(transcriptOnly)) {
            effects.add(new DialogueEffect.PublishTranscript(sessionId, transcript));
            rest(now);
        } else if (transcript.rejected() || transcript.nBest().isEmpty()) {
            effects.add(new DialogueEffect.PublishTranscript(sessionId, transcript));
            understood(sessionId, conversation.unclear(now), transcript.nBest().isEmpty() ? "" : transcript.nBest().get(0).text(), now);
        } else {
            effects.add(new DialogueEffect.PublishTranscript(sessionId, transcript));
            List<Intent> readings = transcript.nBest().stream().map(h -> Intent.of(h, settings.siteId(), sessionId, settings.language())).toList();
            understood(sessionId, conversation.understand(readings, now), readings.get(0).text(), now);
        }
    }

    private void understood(String sessionId, Conversation.Turn turn, String text, long now) {
        if (turn instanceof Conversation.Act act) {
            effects.add(new DialogueEffect.PublishIntent(act.intent()));
            effects.add(new DialogueEffect.Perform(act.intent()));
            enter(new Answering(act.intent(), now));
        } else if (turn instanceof Conversation.Ask ask) {
            speak(sessionId, ask.question(), true, now);
        } else if (turn instanceof Conversation.Say say) {
            speak(sessionId, say.text(), false, now);
        } else {
            sorry(sessionId, text, "rejected", now);
        }
    }

    private void answered(DialogueEvent.Answered answered, long now) {
        if (!(state instanceof Answering answering) || !answering.intent().sessionId().equals(answered.sessionId())) {
            return;
        }
        Answer answer = answered.answer();
        answer.actions().forEach(action -> effects.add(new DialogueEffect.Act(action)));
        if (answer.actions().contains(new SpeakerAction.StopSounds())) {
            waiting.clear();
        }
        if (answer.listenAgain()) {
            conversation.asked(answering.intent(), answer.text(), now);
        }
        if (!answer.text().isBlank()) {
            speak(answered.sessionId(), answer.text(), answer.listenAgain(), now);
        } else if (answer.listenAgain()) {
            settle(answered.sessionId(), now);
        } else {
            rest(now);
        }
    }

    private void spoken(DialogueEvent.ReplySpoken spoken, long now) {
        if (state instanceof Speaking speaking && speaking.utteranceId() == spoken.utteranceId()) {
            if (speaking.listenAfter()) {
                settle(speaking.sessionId(), now);
            } else {
                rest(now);
            }
        }
    }

    private void beginSession(DialogueEvent.SessionRequested request, long now) {
        if (!state.resting()) {
            return;
        }
        transcriptOnly = request.interpret() ? "" : request.sessionId();
        if (!request.text().isBlank()) {
            speak(request.sessionId(), request.text(), true, now);
        } else if (mayListen()) {
            effects.add(new DialogueEffect.PlaySign(Sign.WOKEN));
            listen(request.sessionId(), now, false, now);
        }
    }

    private void announce(Announcement announcement, long now) {
        if (announcement.sessionId().isEmpty() && waiting.contains(announcement)) {
            return;
        }
        if (waiting.size() >= settings.waitingToSpeak()) {
            waiting.removeFirst();
        }
        waiting.addLast(announcement);
        if (state.resting()) {
            rest(now);
        }
    }

    private void stop(long now) {
        waiting.clear();
        conversation.drop();
        boolean busy = !state.resting();
        silence();
        stopListening();
        if (busy) {
            effects.add(new DialogueEffect.PlaySign(Sign.CANCELLED));
        }
        effects.add(new DialogueEffect.Act(new SpeakerAction.StopSounds()));
        rest(now);
    }

    private void conditionChanged(long now) {
        boolean listening = state instanceof Listening || state instanceof Deciding || state instanceof Settling;
        if (listening && !mayListen()) {
            stopListening();
            rest(now);
        } else if (state instanceof Speaking && !maySpeak()) {
            silence();
            rest(now);
        } else if (state.resting()) {
            rest(now);
        }
    }

    private void tick(long now) {
        long age = now - state.since();
        if (state instanceof Settling settling && age >= settings.tail()) {
            followUp(settling.sessionId(), now);
        } else if (state instanceof Listening listening && listening.followUp() && !listening.speech() && age >= settings.followUp()) {
            stopListening();
            conversation.drop();
            notRecognised(listening.sessionId(), "", "no-speech", Sign.NOTHING_HEARD);
            rest(now);
        } else if (state instanceof Listening listening && age >= settings.listenTimeout()) {
            stopListening();
            notRecognised(listening.sessionId(), "", "timeout", Sign.NOTHING_HEARD);
            rest(now);
        } else if (state instanceof Deciding deciding && age >= settings.decideTimeout()) {
            stopListening();
            notRecognised(deciding.sessionId(), "", "timeout", Sign.NOT_UNDERSTOOD);
            rest(now);
        } else if (state instanceof Answering answering && age >= settings.answerTimeout()) {
            sorry(answering.intent().sessionId(), answering.intent().text(), "no-answer", now);
        } else if (state instanceof Speaking && age >= settings.speakTimeout()) {
            silence();
            rest(now);
        }
    }

    private void sorry(String sessionId, String text, String reason, long now) {
        notRecognised(sessionId, text, reason, Sign.NOT_UNDERSTOOD);
        if (settings.spokenSorry()) {
            speak(sessionId, replies.fixed(reason), false, now);
        } else {
            rest(now);
        }
    }

    private void notRecognised(String sessionId, String text, String reason, Sign sign) {
        effects.add(new DialogueEffect.PublishNotRecognised(sessionId, text, reason));
        effects.add(new DialogueEffect.PlaySign(sign));
    }

    private void speak(String sessionId, String text, boolean listenAfter, long now) {
        boolean able = maySpeak();
        effects.add(new DialogueEffect.PublishReply(sessionId, text, able));
        if (able) {
            long utteranceId = ++ids;
            effects.add(new DialogueEffect.Speak(sessionId, utteranceId, text));
            enter(new Speaking(sessionId, utteranceId, listenAfter, now));
        } else {
            rest(now);
        }
    }

    private void play(Announcement sound, long now) {
        if (maySpeak()) {
            long utteranceId = ++ids;
            effects.add(new DialogueEffect.PlaySound(sound.sessionId(), utteranceId, sound.soundId()));
            enter(new Speaking(sound.sessionId(), utteranceId, false, now));
        } else {
            rest(now);
        }
    }

    private void silence() {
        if (state instanceof Speaking speaking) {
            effects.add(new DialogueEffect.StopSpeaking(speaking.utteranceId()));
        }
    }

    private void stopListening() {
        if (state instanceof Listening listening) {
            effects.add(new DialogueEffect.StopListening(listening.listenId()));
        } else if (state instanceof Deciding deciding) {
            effects.add(new DialogueEffect.StopListening(deciding.listenId()));
        }
    }

    /** Speaks what waits, or rests. At most as deep as texts wait. */
    private void rest(long now) {
        if (!waiting.isEmpty()) {
            Announcement next = waiting.removeFirst();
            if (next.soundId().isEmpty()) {
                speak(next.sessionId(), next.text(), false, now);
            } else {
                play(next, now);
            }
            return;
        }
        DialogueState next = conditions.rest(now);
        if (!next.name().equals(state.name())) {
            enter(next);
        } else if (next instanceof Faulted) {
            state = next;
        }
    }

    private void enter(DialogueState next) {
        state = next;
        effects.add(new DialogueEffect.PublishState(next.name(), next.sessionId()));
    }

    private boolean mayListen() {
        return conditions.mayListen();
    }

    private boolean maySpeak() {
        return conditions.maySpeak();
    }
}
