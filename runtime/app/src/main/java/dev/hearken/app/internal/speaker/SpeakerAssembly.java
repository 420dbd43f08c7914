package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.Agent;
import dev.hearken.app.internal.agent.AgentInvoker;
import dev.hearken.app.internal.agent.DutyCycle;
import dev.hearken.app.internal.agent.Fault;
import dev.hearken.app.internal.agent.NanoClock;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.hook.IntentHook;
import dev.hearken.app.internal.message.Messages;
import dev.hearken.app.internal.message.SpeakerHub;
import dev.hearken.audio.PcmRing;
import dev.hearken.dialogue.Conversation;
import dev.hearken.dialogue.DialogueSession;
import dev.hearken.dialogue.Replies;
import dev.hearken.dialogue.SkillSet;
import dev.hearken.dialogue.SkillStart;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.Topics;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Agents, rings and dialogue of one speaker, joined but without a thread: {@link Speaker} gives each agent one, tests step
 * the {@link #seats()} by hand.
 */
final class SpeakerAssembly {

    /** 16.4 s: the longest utterance, plus what was said while the wake word was being made sure of. */
    private static final int UTTERANCE_SAMPLES = 1 << 18;
    private static final int BACKGROUND_SECONDS = 2;
    private static final int CAPTURE_RING_MILLIS = 500;
    private static final int SPEECH_RING_MILLIS = 500;
    /** A cycle that takes longer than this would, every time, make sound late. */
    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /**
     * Time and place of the dialogue.
     *
     * @param loop       runs actions one after the other on the event loop
     * @param sessionIds a new id for each conversation
     */
    record Surroundings(Executor loop, NanoClock clock, Clock wallClock, Supplier<String> sessionIds) {
    }

    /** An agent and what wakes its thread. */
    record Seat(AgentInvoker invoker, Wakeup wakeup) {
    }

    private final Surroundings surroundings;
    private final Consumer<SpeakerEvent> events;
    private final List<Seat> seats = new ArrayList<>();
    /** Writes what must survive a restart. */
    private final ExecutorService background = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "hearken-background");
        thread.setDaemon(true);
        return thread;
    });
    private final Hearing hearing;
    private final DialogueLoop dialogue;
    private final SpeakerHub hub;
    private final Messages messages;

    SpeakerAssembly(Configuration configuration, SpeechParts speech, SoundParts sound, HubPort port, Replies replies,
                    SpeakerObserver observer, Surroundings surroundings, Runnable finished) {
        this.surroundings = surroundings;
        events = event -> surroundings.loop().execute(() -> dispatch(event));
        hearing = new Hearing(configuration, speech, sound);
        Talking talking = new Talking(configuration, speech, sound);
        messages = new Messages(configuration.siteId(), surroundings.wallClock());
        hub = new SpeakerHub(port, new Topics(configuration.siteId()));
        DialogueSession session = new DialogueSession(configuration.dialogue().settings(configuration.siteId(), configuration.language()), replies,
            conversation(configuration, speech, replies), surroundings.sessionIds(), TimeUnit.NANOSECONDS.toMillis(surroundings.clock().nanoTime()));
        SkillSet skills = SkillSet.installed(replies);
        dialogue = new DialogueLoop(new DialogueLoop.Parts(session, skills,
            IntentHook.of(configuration.dialogue().hook(), configuration.dialogue().hookMillis(), messages, surroundings.loop()), configuration.dialogue().hookMillis(), new Controls(hearing, talking, speech),
            hub, messages, observer, surroundings.clock(), surroundings.wallClock()), finished);
        skills.open(new SkillStart(configuration.stateFolder(), MachineRun.id(), background,
                problem -> events.accept(new SpeakerEvent.FaultChanged(problem.map(text -> Fault.raised("skills", text)).orElse(Fault.raised("skills", "").asCleared())))),
            ZonedDateTime.now(surroundings.wallClock()), TimeUnit.NANOSECONDS.toMillis(surroundings.clock().nanoTime()));
        hub.listen(command -> surroundings.loop().execute(() -> dialogue.on(command)),
            reason -> surroundings.loop().execute(() -> dialogue.unreadable(reason)));
    }

    private static Conversation conversation(Configuration configuration, SpeechParts speech, Replies replies) {
        return speech.talk().map(talk -> new Conversation(configuration.dialogue().conversation(), talk.home(), replies, talk.sounds()))
            .orElseGet(() -> Conversation.literal(replies));
    }

    /** Waits until what was to be kept is kept. */
    void close() {
        background.shutdown();
        try {
            background.awaitTermination(BACKGROUND_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In the order of the way of a sound. */
    List<Seat> seats() {
        return List.copyOf(seats);
    }

    /** Belongs to the event loop. */
    DialogueLoop dialogue() {
        return dialogue;
    }

    SpeakerHub hub() {
        return hub;
    }

    Messages messages() {
        return messages;
    }

    SpeakerMetrics metrics() {
        return new SpeakerMetrics(seats.stream().map(Seat::invoker).toList(), hearing.captureRing, hearing.capture, hearing.frontEnd, hearing.recogniser);
    }

    private void dispatch(SpeakerEvent event) {
        dialogue.on(event);
    }

    private void seat(Agent agent, Wakeup wakeup, long stallNanos) {
        seats.add(new Seat(new AgentInvoker(agent, surroundings.clock(), new DutyCycle(stallNanos),
            fault -> events.accept(new SpeakerEvent.FaultChanged(fault))), wakeup));
    }

    /** Microphone to transcript. */
    private final class Hearing {
        final SpeakingGate gate;
        final PcmRing captureRing;
        final UtteranceRing utterances = new UtteranceRing(UTTERANCE_SAMPLES);
        final CaptureAgent capture;
        final FrontEndAgent frontEnd;
        final RecogniserAgent recogniser;
        final Wakeup recogniserWakeup = new Wakeup();

        Hearing(Configuration configuration, SpeechParts speech, SoundParts sound) {
            Configuration.Wake wake = configuration.wake();
            gate = new SpeakingGate(wake.whileSpeaking(), wake.raisedScore());
            int rate = sound.source().format().sampleRate();
            int channels = sound.source().format().channels();
            captureRing = new PcmRing(sound.source().format(), rate * CAPTURE_RING_MILLIS / 1000);
            CaptureClock captureClock = new CaptureClock(rate);
            Wakeup frontEndWakeup = new Wakeup();
            capture = new CaptureAgent(sound.source(), sound.reopenSource(), captureRing, frontEndWakeup);
            ChannelStage stage = ChannelStage.pick(channels, Math.min(configuration.capture().microphone(), channels - 1));
            frontEnd = new FrontEndAgent(captureRing, capture::ended, utterances, captureClock,
                new FrontEndAgent.Parts(speech.wakeWords(), speech.voiceActivity(), stage, gate, surroundings.clock()),
                wake.words(), recogniserWakeup, events);
            recogniser = new RecogniserAgent(utterances, captureClock, speech.recogniser(), surroundings.clock(), events);
            // A capture cycle waits for a period, hence the longer patience.
            seat(capture, new Wakeup(), 2 * STALL_NANOS);
            seat(frontEnd, frontEndWakeup, STALL_NANOS);
            seat(recogniser, recogniserWakeup, STALL_NANOS);
        }
    }

    /** Text to loudspeaker. */
    private final class Talking {
        final SpeechQueue queue;
        final PlaybackAgent playback;
        final Wakeup synthesiserWakeup = new Wakeup();
        final Configuration.Voice voice;

        Talking(Configuration configuration, SpeechParts speech, SoundParts sound) {
            voice = configuration.voice();
            int rate = sound.sink().format().sampleRate();
            queue = new SpeechQueue(rate, rate * SPEECH_RING_MILLIS / 1000);
            Wakeup playbackWakeup = new Wakeup();
            playback = new PlaybackAgent(sound.sink(), sound.reopenSink(), queue, hearing.gate, surroundings.clock(), synthesiserWakeup, events);
            speech.synthesiser().ifPresent(opener ->
                seat(new SynthesiserAgent(queue, opener, playbackWakeup), synthesiserWakeup, STALL_NANOS));
            seat(playback, playbackWakeup, 2 * STALL_NANOS);
        }
    }

    private record Controls(Hearing hearing, Talking talking, SpeechParts speech) implements SpeakerControls {

        @Override
        public void listen(long listenId, long fromSample, boolean followUp) {
            hearing.recogniser.begin(listenId, fromSample, speech.grammar(followUp));
            hearing.recogniserWakeup.run();
        }

        @Override
        public void abandon(long listenId) {
            hearing.recogniser.cancel(listenId);
            hearing.recogniserWakeup.run();
        }

        @Override
        public long newestSample() {
            return hearing.utterances.head();
        }

        @Override
        public void speak(long utteranceId, String text) {
            talking.queue.request(new SpeechQueue.Request(utteranceId, text, talking.voice.settings()));
            talking.synthesiserWakeup.run();
        }

        @Override
        public void hush(long utteranceId) {
            talking.queue.stop(utteranceId);
            talking.playback.hush();
            talking.synthesiserWakeup.run();
        }

        @Override
        public void mute(boolean muted) {
            hearing.frontEnd.mute(muted);
        }

        @Override
        public void volume(int percent) {
            talking.playback.volume(percent / 100.0);
        }
    }
}
