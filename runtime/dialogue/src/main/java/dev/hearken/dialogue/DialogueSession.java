package dev.hearken.dialogue;

import dev.hearken.dialogue.DialogueEffect.Sign;
import dev.hearken.dialogue.DialogueState.Answering;
import dev.hearken.dialogue.DialogueState.Deciding;
import dev.hearken.dialogue.DialogueState.Listening;
import dev.hearken.dialogue.DialogueState.Prompting;
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

    /** A sign whose end is not told, because the loudspeaker has failed, is over after this time. */
    private static final long LONGEST_SIGN = 1_500;

    private final DialogueSettings settings;
    private final Replies replies;
    private final Conversation conversation;
    private final Supplier<String> sessionIds;
    private final DialogueOrders orders = new DialogueOrders();
    private final Conditions conditions = new Conditions();
    private final DialogueFloor floor;
    /** Session of which only the transcript is wanted; empty for none. */
    private String transcriptOnly = "";
    /** What asked for a message that is to be taken next, and for which room. */
    private @Nullable Intent messageFor;
    private Optional<String> messageTo = Optional.empty();
    /** Replies in a row after which no wake word was needed. */
    private int turns;

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
        this.floor = new DialogueFloor(orders, conditions, settings.waitingToSpeak(), now);
    }

    public DialogueState state() {
        return floor.state();
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
            if (state() instanceof Listening l && l.listenId() == started.listenId()) {
                floor.become(new Listening(l.sessionId(), l.listenId(), l.started(), l.followUp(), true, l.since()));
            }
        } else if (event instanceof DialogueEvent.MessageReady ready) {
            send(ready, now);
        } else if (event instanceof DialogueEvent.Quiet quiet) {
            prompt(quiet, now);
        } else if (event instanceof DialogueEvent.SpeechEnded ended) {
            if (state() instanceof Listening listening && listening.listenId() == ended.listenId()) {
                floor.enter(new Deciding(listening.sessionId(), listening.listenId(), now));
            }
        } else if (event instanceof DialogueEvent.TranscriptReady ready) {
            transcript(ready, now);
        } else if (event instanceof DialogueEvent.Answered answered) {
            answered(answered, now);
        } else if (event instanceof DialogueEvent.ReplySpoken spoken) {
            spoken(spoken, now);
        } else if (event instanceof DialogueEvent.SayRequested say) {
            if (!say.text().isBlank()) {
                floor.announce(new Announcement(say.text(), "", say.sessionId(), say.priority()), now);
            }
        } else if (event instanceof DialogueEvent.PlayRequested play) {
            floor.announce(new Announcement("", play.soundId(), play.sessionId(), play.priority()), now);
        } else if (event instanceof DialogueEvent.SessionRequested request) {
            beginSession(request, now);
        } else if (event instanceof DialogueEvent.ConfirmRequested request) {
            confirm(request, now);
        } else if (event instanceof DialogueEvent.StopRequested) {
            stop(now);
        } else if (event instanceof DialogueEvent.Yielded yielded) {
            leave(yielded.sessionId(), now);
        } else if (conditions.take(event)) {
            conditionChanged(now);
        } else {
            tick(now);
        }
        return orders.take();
    }

    private void wake(DialogueEvent.Woke woke, long now) {
        if (!mayListen() || state() instanceof Deciding) {
            return;
        }
        messageFor = null;
        if (state() instanceof Prompting prompting) {
            if (now - prompting.started() < settings.sessionTimeout()) {
                orders.silence(state());
                orders.add(new DialogueEffect.PublishWake(prompting.sessionId(), woke.phrase(), woke.score()));
                hearOn(prompting, now);
            }
            return;
        }
        if (state() instanceof Listening listening) {
            if (now - listening.started() < settings.sessionTimeout()) {
                orders.stopListening(state());
                orders.add(new DialogueEffect.PublishWake(listening.sessionId(), woke.phrase(), woke.score()));
                turns = 0;
                listen(listening.sessionId(), listening.started(), listening.followUp() ? Expected.ANSWER : conversation.expected(now), now);
            }
            return;
        }
        orders.silence(state());
        turns = 0;
        String sessionId = sessionIds.get();
        transcriptOnly = woke.interpret() ? "" : sessionId;
        orders.add(new DialogueEffect.PublishWake(sessionId, woke.phrase(), woke.score()));
        orders.sign(Sign.WOKEN);
        listen(sessionId, now, conversation.expected(now), now);
    }

    private void listenOnRequest(long now) {
        if (mayListen() && !(state() instanceof Listening) && !(state() instanceof Prompting) && !(state() instanceof Deciding)) {
            orders.silence(state());
            turns = 0;
            orders.sign(Sign.WOKEN);
            listen(sessionIds.get(), now, conversation.expected(now), now);
        }
    }

    private void listen(String sessionId, long started, Expected expected, long now) {
        floor.enter(new Listening(sessionId, orders.listen(sessionId, expected), started, false, false, now));
    }

    /** Asks, by a sign, somebody who has fallen silent to go on. */
    private void prompt(DialogueEvent.Quiet quiet, long now) {
        if (conditions.maySpeak() && state() instanceof Listening listening && listening.listenId() == quiet.listenId() && !listening.followUp() && !listening.speech()) {
            orders.stopListening(state());
            floor.become(new Prompting(listening.sessionId(), orders.sign(Sign.GO_ON), listening.started(), -1, now));
        }
    }

    /** Listens again after a sign, in the same conversation. */
    private void hearOn(Prompting prompting, long now) {
        floor.become(new Listening(prompting.sessionId(), orders.listen(prompting.sessionId(), conversation.expected(now)), prompting.started(), false, false, now));
    }

    /** Listens without the wake word. @param since when this follow-up began */
    private void followUp(String sessionId, long since) {
        DialogueState next = new Listening(sessionId, message(sessionId) != null ? orders.record(sessionId) : orders.listen(sessionId, Expected.ANSWER), since, true, false, since);
        if (next.name().equals(state().name())) {
            floor.become(next);
        } else {
            floor.enter(next);
        }
    }

    private @Nullable Intent message(String sessionId) {
        return messageFor != null && messageFor.sessionId().equals(sessionId) ? messageFor : null;
    }

    private void send(DialogueEvent.MessageReady ready, long now) {
        Intent asked = message(state().sessionId());
        if (asked != null && state() instanceof Listening listening && listening.listenId() == ready.listenId()) {
            messageFor = null;
            orders.add(new DialogueEffect.SendMessage(listening.sessionId(), messageTo));
            floor.enter(new Answering(asked, now));
        }
    }

    /** Waits for the room to fall silent and then for an answer, or rests if it was asked too often. */
    private void settle(String sessionId, long now) {
        if (mayListen() && settings.followUp() > 0 && turns < settings.turns()) {
            turns++;
            floor.become(new Settling(sessionId, now));
        } else {
            floor.rest(now);
        }
    }

    private void transcript(DialogueEvent.TranscriptReady ready, long now) {
        boolean awaited = state() instanceof Listening listening && listening.listenId() == ready.listenId()
                || state() instanceof Deciding deciding && deciding.listenId() == ready.listenId();
        if (!awaited) {
            return;
        }
        String sessionId = state().sessionId();
        Transcript transcript = ready.transcript();
        Transcript.EndReason reason = transcript.endReason();
        if (reason == Transcript.EndReason.CANCELLED) {
            floor.rest(now);
        } else if (reason == Transcript.EndReason.NO_SPEECH && state() instanceof Listening l && l.followUp() && now - l.since() < settings.followUp()) {
            followUp(sessionId, l.since());
        } else if (reason == Transcript.EndReason.NO_SPEECH || reason == Transcript.EndReason.END_OF_INPUT && transcript.nBest().isEmpty()) {
            orders.notRecognised(sessionId, "", "no-speech", Sign.NOTHING_HEARD);
            floor.rest(now);
        } else if (sessionId.equals(transcriptOnly)) {
            orders.add(new DialogueEffect.PublishTranscript(sessionId, transcript));
            floor.rest(now);
        } else if (transcript.rejected() || transcript.nBest().isEmpty()) {
            orders.add(new DialogueEffect.PublishTranscript(sessionId, transcript));
            understood(sessionId, conversation.unclear(now), transcript.nBest().isEmpty() ? "" : transcript.nBest().get(0).text(), now);
        } else {
            orders.add(new DialogueEffect.PublishTranscript(sessionId, transcript));
            List<Intent> readings = transcript.nBest().stream().map(h -> Intent.of(h, settings.siteId(), sessionId,
                transcript.language().isEmpty() ? settings.language() : transcript.language())).toList();
            understood(sessionId, conversation.understand(readings, now), readings.get(0).text(), now);
        }
    }

    private void understood(String sessionId, Conversation.Turn turn, String text, long now) {
        if (turn instanceof Conversation.Act act) {
            orders.add(new DialogueEffect.PublishIntent(act.intent()));
            orders.add(new DialogueEffect.Perform(act.intent()));
            floor.enter(new Answering(act.intent(), now));
        } else if (turn instanceof Conversation.Ask ask) {
            speak(sessionId, ask.question(), true, now);
        } else if (turn instanceof Conversation.Say say) {
            speak(sessionId, say.text(), false, now);
        } else {
            sorry(sessionId, text, "rejected", now);
        }
    }

    private void answered(DialogueEvent.Answered answered, long now) {
        if (!(state() instanceof Answering answering) || !answering.intent().sessionId().equals(answered.sessionId())) {
            return;
        }
        Answer answer = answered.answer();
        answer.actions().forEach(action -> orders.add(new DialogueEffect.Act(action)));
        if (answer.actions().contains(new SpeakerAction.ShowDone())) {
            orders.sign(Sign.DONE);
        }
        if (answer.actions().contains(new SpeakerAction.StopSounds())) {
            floor.clear();
        }
        answer.actions().stream().filter(SpeakerAction.TakeMessage.class::isInstance).map(SpeakerAction.TakeMessage.class::cast).findFirst().ifPresent(take -> {
            messageFor = answering.intent();
            messageTo = take.area();
        });
        if (answer.listenAgain() && message(answered.sessionId()) == null) {
            conversation.asked(answering.intent(), answer.text(), now);
        }
        if (!answer.text().isBlank()) {
            speak(answered.sessionId(), answer.text(), answer.listenAgain(), now);
        } else if (answer.listenAgain()) {
            settle(answered.sessionId(), now);
        } else {
            floor.rest(now);
        }
    }

    private void spoken(DialogueEvent.ReplySpoken spoken, long now) {
        if (state() instanceof Prompting prompting && prompting.utteranceId() == spoken.utteranceId()) {
            floor.become(new Prompting(prompting.sessionId(), prompting.utteranceId(), prompting.started(), now, prompting.since()));
        }
        if (state() instanceof Speaking speaking && speaking.utteranceId() == spoken.utteranceId()) {
            if (speaking.listenAfter()) {
                settle(speaking.sessionId(), now);
            } else {
                floor.rest(now);
            }
        }
    }

    private void beginSession(DialogueEvent.SessionRequested request, long now) {
        if (!state().resting()) {
            return;
        }
        transcriptOnly = request.interpret() ? "" : request.sessionId();
        if (!request.text().isBlank()) {
            speak(request.sessionId(), request.text(), true, now);
        } else if (mayListen()) {
            orders.sign(Sign.WOKEN);
            listen(request.sessionId(), now, conversation.expected(now), now);
        }
    }

    private void confirm(DialogueEvent.ConfirmRequested request, long now) {
        if (state().resting()) {
            turns = 0;
            conversation.confirm(request.intent(), request.text(), now);
            speak(request.intent().sessionId(), request.text(), true, now);
        }
    }

    private void stop(long now) {
        floor.clear();
        conversation.drop();
        boolean busy = !state().resting();
        orders.silence(state());
        orders.stopListening(state());
        if (busy) {
            orders.sign(Sign.CANCELLED);
        }
        orders.add(new DialogueEffect.Act(new SpeakerAction.StopSounds()));
        floor.rest(now);
    }

    /** Somebody else goes on with this conversation: without a sign, and without touching what belongs to none. */
    private void leave(String sessionId, long now) {
        if (sessionId.isEmpty() || !state().sessionId().equals(sessionId)) {
            return;
        }
        conversation.drop();
        floor.forget();
        orders.silence(state());
        orders.stopListening(state());
        floor.rest(now);
    }

    private void conditionChanged(long now) {
        boolean listening = state() instanceof Listening || state() instanceof Prompting || state() instanceof Deciding || state() instanceof Settling;
        if (listening && !mayListen()) {
            if (state() instanceof Prompting) {
                orders.silence(state());
            }
            orders.stopListening(state());
            floor.rest(now);
        } else if (state() instanceof Speaking && !conditions.maySpeak()) {
            orders.silence(state());
            floor.rest(now);
        } else if (state().resting()) {
            floor.rest(now);
        }
    }

    private void tick(long now) {
        long age = now - state().since();
        if (state() instanceof Settling settling && age >= settings.tail()) {
            followUp(settling.sessionId(), now);
        } else if (state() instanceof Prompting prompting && (prompting.over() >= 0 && now - prompting.over() >= settings.promptTail() || age >= LONGEST_SIGN)) {
            hearOn(prompting, now);
        } else if (state() instanceof Listening listening && listening.followUp() && !listening.speech() && age >= settings.followUp()) {
            orders.stopListening(state());
            conversation.drop();
            orders.notRecognised(listening.sessionId(), "", "no-speech", Sign.NOTHING_HEARD);
            floor.rest(now);
        } else if (state() instanceof Listening listening && age >= settings.listenTimeout()) {
            orders.stopListening(state());
            orders.notRecognised(listening.sessionId(), "", "timeout", Sign.NOTHING_HEARD);
            floor.rest(now);
        } else if (state() instanceof Deciding deciding && age >= settings.decideTimeout()) {
            orders.stopListening(state());
            orders.notRecognised(deciding.sessionId(), "", "timeout", Sign.NOT_UNDERSTOOD);
            floor.rest(now);
        } else if (state() instanceof Answering answering && age >= settings.answerTimeout()) {
            sorry(answering.intent().sessionId(), answering.intent().text(), "no-answer", now);
        } else if (state() instanceof Speaking && age >= settings.speakTimeout()) {
            orders.silence(state());
            floor.rest(now);
        }
    }

    private void sorry(String sessionId, String text, String reason, long now) {
        orders.notRecognised(sessionId, text, reason, Sign.NOT_UNDERSTOOD);
        if (settings.spokenSorry()) {
            speak(sessionId, replies.in(conversation.language()).fixed(reason), false, now);
        } else {
            floor.rest(now);
        }
    }

    private void speak(String sessionId, String text, boolean listenAfter, long now) {
        floor.speak(new Announcement(text, "", sessionId, Priority.REPLY), listenAfter, now);
    }

    private boolean mayListen() {
        return conditions.mayListen();
    }
}
