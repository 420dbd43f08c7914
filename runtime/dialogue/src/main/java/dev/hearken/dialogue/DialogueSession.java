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
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The course of a conversation: takes what happened and the time, changes its state, and returns what is to be done. No thread, no clock, no
 * input or output of its own; confined to whoever calls it (the event loop).
 *
 * <p>Which event leads where is the transition table of {@link DialogueState}.
 */
public final class DialogueSession {

    private final DialogueSettings settings;
    private final Replies replies;
    private final Conversation conversation;
    private final Supplier<String> sessionIds;
    /** What waits for a rest. */
    private final Backlog waiting;
    private final DialogueOrders orders = new DialogueOrders();
    private final Conditions conditions = new Conditions();
    /** Session of which only the transcript is wanted; empty for none. */
    private String transcriptOnly = "";
    /** Replies in a row after which no wake word was needed. */
    private int turns;
    /** What is being said or played now, if it may be taken up again. */
    private @Nullable Announcement sounding;
    private DialogueState state;

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
        this.waiting = new Backlog(settings.waitingToSpeak());
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
                announce(new Announcement(say.text(), "", say.sessionId(), say.priority()), now);
            }
        } else if (event instanceof DialogueEvent.PlayRequested play) {
            announce(new Announcement("", play.soundId(), play.sessionId(), play.priority()), now);
        } else if (event instanceof DialogueEvent.SessionRequested request) {
            beginSession(request, now);
        } else if (event instanceof DialogueEvent.StopRequested) {
            stop(now);
        } else if (event instanceof DialogueEvent.Yielded yielded) {
            leave(yielded.sessionId(), now);
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
        return orders.take();
    }

    private void wake(DialogueEvent.Woke woke, long now) {
        if (!mayListen() || state instanceof Deciding) {
            return;
        }
        if (state instanceof Listening listening) {
            if (now - listening.started() < settings.sessionTimeout()) {
                orders.stopListening(state);
                orders.add(new DialogueEffect.PublishWake(listening.sessionId(), woke.phrase(), woke.score()));
                turns = 0;
                listen(listening.sessionId(), listening.started(), listening.followUp(), now);
            }
            return;
        }
        orders.silence(state);
        turns = 0;
        String sessionId = sessionIds.get();
        transcriptOnly = woke.interpret() ? "" : sessionId;
        orders.add(new DialogueEffect.PublishWake(sessionId, woke.phrase(), woke.score()));
        orders.sign(Sign.WOKEN);
        listen(sessionId, now, conversation.asking(now), now);
    }

    private void listenOnRequest(long now) {
        if (mayListen() && !(state instanceof Listening) && !(state instanceof Deciding)) {
            orders.silence(state);
            turns = 0;
            orders.sign(Sign.WOKEN);
            listen(sessionIds.get(), now, conversation.asking(now), now);
        }
    }

    /** @param answers whether answers to a question are understood beside commands */
    private void listen(String sessionId, long started, boolean answers, long now) {
        enter(new Listening(sessionId, orders.listen(sessionId, answers), started, false, false, now));
    }

    /** Listens without the wake word. @param since when this follow-up began */
    private void followUp(String sessionId, long since) {
        DialogueState next = new Listening(sessionId, orders.listen(sessionId, true), since, true, false, since);
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
            orders.notRecognised(sessionId, "", "no-speech", Sign.NOTHING_HEARD);
            rest(now);
        } else if (sessionId.equals(transcriptOnly)) {
            orders.add(new DialogueEffect.PublishTranscript(sessionId, transcript));
            rest(now);
        } else if (transcript.rejected() || transcript.nBest().isEmpty()) {
            orders.add(new DialogueEffect.PublishTranscript(sessionId, transcript));
            understood(sessionId, conversation.unclear(now), transcript.nBest().isEmpty() ? "" : transcript.nBest().get(0).text(), now);
        } else {
            orders.add(new DialogueEffect.PublishTranscript(sessionId, transcript));
            List<Intent> readings = transcript.nBest().stream().map(h -> Intent.of(h, settings.siteId(), sessionId, settings.language())).toList();
            understood(sessionId, conversation.understand(readings, now), readings.get(0).text(), now);
        }
    }

    private void understood(String sessionId, Conversation.Turn turn, String text, long now) {
        if (turn instanceof Conversation.Act act) {
            orders.add(new DialogueEffect.PublishIntent(act.intent()));
            orders.add(new DialogueEffect.Perform(act.intent()));
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
        answer.actions().forEach(action -> orders.add(new DialogueEffect.Act(action)));
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
            orders.sign(Sign.WOKEN);
            listen(request.sessionId(), now, false, now);
        }
    }

    private void announce(Announcement announcement, long now) {
        waiting.add(announcement);
        if (state instanceof Speaking speaking && announcement.priority() == Priority.ALARM && speaking.priority() != Priority.ALARM) {
            interrupt(now);
        } else if (state.resting()) {
            rest(now);
        }
    }

    /** What is being said gives way, and is said anew afterwards; a question is not waited for any more. */
    private void interrupt(long now) {
        orders.silence(state);
        if (sounding != null) {
            waiting.addFirst(sounding);
        }
        rest(now);
    }

    private void stop(long now) {
        waiting.clear();
        conversation.drop();
        boolean busy = !state.resting();
        orders.silence(state);
        orders.stopListening(state);
        if (busy) {
            orders.sign(Sign.CANCELLED);
        }
        orders.add(new DialogueEffect.Act(new SpeakerAction.StopSounds()));
        rest(now);
    }

    /** Somebody else goes on with this conversation: without a sign, and without touching what belongs to none. */
    private void leave(String sessionId, long now) {
        if (sessionId.isEmpty() || !state.sessionId().equals(sessionId)) {
            return;
        }
        conversation.drop();
        sounding = null;
        orders.silence(state);
        orders.stopListening(state);
        rest(now);
    }

    private void conditionChanged(long now) {
        boolean listening = state instanceof Listening || state instanceof Deciding || state instanceof Settling;
        if (listening && !mayListen()) {
            orders.stopListening(state);
            rest(now);
        } else if (state instanceof Speaking && !conditions.maySpeak()) {
            orders.silence(state);
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
            orders.stopListening(state);
            conversation.drop();
            orders.notRecognised(listening.sessionId(), "", "no-speech", Sign.NOTHING_HEARD);
            rest(now);
        } else if (state instanceof Listening listening && age >= settings.listenTimeout()) {
            orders.stopListening(state);
            orders.notRecognised(listening.sessionId(), "", "timeout", Sign.NOTHING_HEARD);
            rest(now);
        } else if (state instanceof Deciding deciding && age >= settings.decideTimeout()) {
            orders.stopListening(state);
            orders.notRecognised(deciding.sessionId(), "", "timeout", Sign.NOT_UNDERSTOOD);
            rest(now);
        } else if (state instanceof Answering answering && age >= settings.answerTimeout()) {
            sorry(answering.intent().sessionId(), answering.intent().text(), "no-answer", now);
        } else if (state instanceof Speaking && age >= settings.speakTimeout()) {
            orders.silence(state);
            rest(now);
        }
    }

    private void sorry(String sessionId, String text, String reason, long now) {
        orders.notRecognised(sessionId, text, reason, Sign.NOT_UNDERSTOOD);
        if (settings.spokenSorry()) {
            speak(sessionId, replies.fixed(reason), false, now);
        } else {
            rest(now);
        }
    }

    private void speak(String sessionId, String text, boolean listenAfter, long now) {
        speak(new Announcement(text, "", sessionId, Priority.REPLY), listenAfter, now);
    }

    private void speak(Announcement said, boolean listenAfter, long now) {
        boolean able = conditions.maySpeak();
        if (!said.isSound()) {
            orders.add(new DialogueEffect.PublishReply(said.sessionId(), said.text(), able));
        }
        if (able) {
            long utteranceId = said.isSound() ? orders.play(said.sessionId(), said.soundId()) : orders.speak(said.sessionId(), said.text());
            // A sound is handed over once; a question would be asked out of place.
            sounding = said.isSound() || listenAfter ? null : said;
            enter(new Speaking(said.sessionId(), utteranceId, listenAfter, said.priority(), now));
        } else {
            rest(now);
        }
    }

    /** Speaks what waits, or rests. At most as deep as texts wait. */
    private void rest(long now) {
        Optional<Announcement> waited = waiting.next();
        if (waited.isPresent()) {
            speak(waited.get(), false, now);
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
        orders.add(new DialogueEffect.PublishState(next.name(), next.sessionId()));
    }

    private boolean mayListen() {
        return conditions.mayListen();
    }
}
