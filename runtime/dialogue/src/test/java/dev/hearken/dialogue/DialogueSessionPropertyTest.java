package dev.hearken.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.speech.Transcript;
import dev.hearken.speech.Transcript.EndReason;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random events in any order: what is begun is ended, what is muted does not listen, and silence leads back to rest. */
class DialogueSessionPropertyTest {

    private final Random random = new Random(42);
    private final Set<Long> listening = new HashSet<>();
    private final Set<Long> speaking = new HashSet<>();
    private final Set<String> deafening = new HashSet<>();
    private final Set<String> silencing = new HashSet<>();
    private boolean muted;
    private int sessions;
    private long now;
    private long lastId;
    private final Set<Long> signs = new HashSet<>();
    private int prompted;
    private int recorded;
    private final DialogueSession session = new DialogueSession(DialogueSettings.of("site", "en"), Replies.shipped(), () -> "s" + ++sessions, 0);

    @Test
    void shouldKeepItsPromisesUnderRandomEvents() {
        Set<String> visited = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            now += random.nextInt(4) == 0 ? random.nextInt(6000) : random.nextInt(50);
            DialogueEvent event = event();
            apply(event, session.on(event, now));
            visited.add(session.state().name());
            check(event);
        }
        assertEquals(Set.of("idle", "listening", "deciding", "answering", "speaking", "muted", "faulted"), visited);
        assertTrue(prompted > 100, "signs in " + prompted + " conversations");
        assertTrue(recorded > 100, recorded + " messages");
    }

    @Test
    void shouldReturnToRestWithinBoundedTicksWhateverHappenedBefore() {
        DialogueSettings settings = DialogueSettings.of("site", "en");
        long bound = settings.listenTimeout() + settings.decideTimeout() + settings.answerTimeout() + (settings.waitingToSpeak() + 2) * settings.speakTimeout()
                + settings.turns() * (settings.tail() + settings.listenTimeout());
        for (int round = 0; round < 300; round++) {
            for (int i = 0; i < 200; i++) {
                now += random.nextInt(200);
                DialogueEvent event = event();
                apply(event, session.on(event, now));
            }
            long end = now + bound;
            while (!session.state().resting() && now < end) {
                now += 1000;
                apply(new DialogueEvent.Tick(), session.on(new DialogueEvent.Tick(), now));
            }
            assertTrue(session.state().resting(), session.state() + " after " + bound + " ms of ticks");
        }
    }

    private DialogueEvent event() {
        long id = Math.max(1, lastId - random.nextInt(3));
        // Chance alone seldom leads beyond a question.
        if (session.state() instanceof DialogueState.Settling && random.nextInt(8) > 0) {
            now += 400;
            return new DialogueEvent.Tick();
        }
        if (session.state() instanceof DialogueState.Answering answering && random.nextInt(4) > 0) {
            return new DialogueEvent.Answered(answering.intent().sessionId(), answer());
        }
        return switch (random.nextInt(16)) {
            case 0, 1 -> new DialogueEvent.Woke("computer", random.nextDouble());
            case 2 -> random.nextBoolean() ? new DialogueEvent.ListenRequested() : new DialogueEvent.SpeechStarted(id);
            case 3 -> new DialogueEvent.SpeechEnded(id);
            case 4 -> new DialogueEvent.MessageReady(id);
            case 5, 6, 7 -> new DialogueEvent.TranscriptReady(id, transcript());
            case 8, 9 -> new DialogueEvent.Answered("s" + Math.max(1, sessions - random.nextInt(2)),
                    answer());
            case 10 -> new DialogueEvent.ReplySpoken(id);
            case 11 -> new DialogueEvent.SayRequested(random.nextInt(5) == 0 ? " " : "News.");
            case 12 -> random.nextBoolean() ? new DialogueEvent.StopRequested() : new DialogueEvent.Quiet(id);
            case 13 -> new DialogueEvent.MuteChanged(random.nextInt(3) == 0);
            case 14 -> fault();
            default -> new DialogueEvent.Tick();
        };
    }

    private Answer answer() {
        return new Answer(random.nextBoolean() ? "Well." : "", random.nextBoolean(),
                random.nextBoolean() ? List.of(new SpeakerAction.TakeMessage(Optional.empty())) : List.of());
    }

    private DialogueEvent fault() {
        String code = random.nextBoolean() ? "microphone" : "loudspeaker";
        return random.nextInt(3) == 0 ? new DialogueEvent.FaultRaised(code, code.equals("microphone"), code.equals("loudspeaker")) : new DialogueEvent.FaultCleared(code);
    }

    private Transcript transcript() {
        EndReason reason = EndReason.values()[random.nextInt(EndReason.values().length)];
        return random.nextInt(4) == 0 ? new Transcript(List.of(), random.nextBoolean(), 1, reason) : DialogueSessionTest.transcript(random.nextBoolean(), reason);
    }

    /** Keeps book of what the effects begin and end, as the application would. */
    private void apply(DialogueEvent event, List<DialogueEffect> effects) {
        if (event instanceof DialogueEvent.TranscriptReady ready) {
            listening.remove(ready.listenId());
        } else if (event instanceof DialogueEvent.MessageReady ready && effects.stream().anyMatch(DialogueEffect.SendMessage.class::isInstance)) {
            listening.remove(ready.listenId());
        } else if (event instanceof DialogueEvent.ReplySpoken spoken) {
            speaking.remove(spoken.utteranceId());
        } else if (event instanceof DialogueEvent.MuteChanged change) {
            muted = change.muted();
        } else if (event instanceof DialogueEvent.FaultRaised fault) {
            (fault.blocksListening() ? deafening : silencing).add(fault.code());
        } else if (event instanceof DialogueEvent.FaultCleared fault) {
            deafening.remove(fault.code());
            silencing.remove(fault.code());
        }
        for (DialogueEffect effect : effects) {
            if (effect instanceof DialogueEffect.StartListening start) {
                assertTrue(listening.isEmpty(), "two utterances at once after " + event);
                assertTrue(!muted && deafening.isEmpty(), "listens while it must not after " + event);
                listening.add(start.listenId());
                lastId = start.listenId();
            } else if (effect instanceof DialogueEffect.StartRecording start) {
                assertTrue(listening.isEmpty() && speaking.isEmpty(), "records beside something else after " + event);
                assertTrue(!muted && deafening.isEmpty(), "records while it must not after " + event);
                listening.add(start.listenId());
                recorded++;
                lastId = start.listenId();
            } else if (effect instanceof DialogueEffect.StopListening stop) {
                listening.remove(stop.listenId());
            } else if (effect instanceof DialogueEffect.Speak speak) {
                assertTrue(speaking.isEmpty() && silencing.isEmpty(), "speaks while it must not after " + event);
                speaking.add(speak.utteranceId());
                lastId = speak.utteranceId();
            } else if (effect instanceof DialogueEffect.PlaySign sign && sign.sign() == DialogueEffect.Sign.GO_ON) {
                assertTrue(listening.isEmpty() && silencing.isEmpty(), "a sign that could be listened to after " + event);
                prompted++;
                signs.add(sign.utteranceId());
                lastId = sign.utteranceId();
            } else if (effect instanceof DialogueEffect.StopSpeaking stop) {
                assertTrue(speaking.remove(stop.utteranceId()) || signs.remove(stop.utteranceId()), "stops what does not speak after " + event);
            }
        }
        if (!(session.state() instanceof DialogueState.Prompting)) {
            signs.clear();
        }
    }

    private void check(DialogueEvent event) {
        boolean hearing = session.state() instanceof DialogueState.Listening || session.state() instanceof DialogueState.Deciding;
        assertEquals(hearing, !listening.isEmpty(), session.state() + " after " + event);
        assertEquals(session.state() instanceof DialogueState.Speaking, !speaking.isEmpty(), session.state() + " after " + event);
        if (session.state().resting()) {
            String expected = !deafening.isEmpty() ? "faulted" : muted ? "muted" : "idle";
            assertEquals(expected, session.state().name(), "after " + event);
        }
    }
}
