package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.Agent;
import dev.hearken.app.internal.agent.AgentInvoker;
import dev.hearken.app.internal.agent.DutyCycle;
import dev.hearken.app.internal.agent.Fault;
import dev.hearken.app.internal.agent.NanoClock;
import dev.hearken.app.internal.arbitration.Arbitration;
import dev.hearken.app.internal.call.CallAgent;
import dev.hearken.app.internal.config.ArraySettings;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.hermes.HermesBridge;
import dev.hearken.app.internal.homeassistant.Announcement;
import dev.hearken.app.internal.hook.IntentHook;
import dev.hearken.app.internal.message.Messages;
import dev.hearken.app.internal.message.SpeakerHub;
import dev.hearken.app.internal.wyoming.Wyoming;
import dev.hearken.app.internal.panel.PanelAgent;
import dev.hearken.audio.PcmRing;
import dev.hearken.dialogue.Conversation;
import dev.hearken.dialogue.DialogueSession;
import dev.hearken.dialogue.Replies;
import dev.hearken.dialogue.SkillSet;
import dev.hearken.dialogue.SkillStart;
import dev.hearken.drivers.panel.PanelNodes;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.Topics;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Agents, rings and dialogue of one speaker, joined but without a thread: {@link Speaker} gives each agent one, tests step
 * the {@link #seats()} by hand.
 */
final class SpeakerAssembly {

    /** 16.4 s: the longest utterance, plus what was said while the wake word was being made sure of. */
    private static final int UTTERANCE_SAMPLES = 1 << 18;
    private static final int CAPTURE_RING_MILLIS = 500;
    /** A cycle that takes longer than this would, every time, make sound late. */
    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** The panel waits for presses, and nobody hears it be late. */
    private static final long PANEL_STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /**
     * Time and place of the dialogue.
     *
     * @param loop       runs actions one after the other on the event loop
     * @param here       the same, but at once where this is the event loop already
     * @param worker     runs what would keep the event loop waiting
     * @param sessionIds a new id for each conversation
     * @param nodes      of lights, buttons and the mute switch
     */
    record Surroundings(Executor loop, Executor here, Executor worker, NanoClock clock, Clock wallClock, Supplier<String> sessionIds, PanelNodes nodes) {

        /** With the nodes of this machine. */
        Surroundings(Executor loop, Executor here, Executor worker, NanoClock clock, Clock wallClock, Supplier<String> sessionIds) {
            this(loop, here, worker, clock, wallClock, sessionIds, PanelNodes.ofMachine());
        }
    }

    /** An agent and what wakes its thread. */
    record Seat(AgentInvoker invoker, Wakeup wakeup) {
    }

    private final Surroundings surroundings;
    private final Configuration configuration;
    private final Replies replies;
    /** What the recogniser hears with; changed on its thread, read on the event loop. */
    private volatile SpeechParts speech;
    private final Consumer<SpeakerEvent> events;
    private final List<Seat> seats = new ArrayList<>();
    /** Writes what must survive a restart. */
    private final BackgroundWriter background = new BackgroundWriter();
    private final MuteGate muteGate = new MuteGate();
    private final Hearing hearing;
    private final Talking talking;
    private final DialogueLoop dialogue;
    private final SpeakerHub hub;
    private final Messages messages;
    private final Neighbours neighbours;
    private final Announcement homeAssistant;
    private final Optional<OtherPlayers> others;
    private Optional<ArbitratedWakes> arbitrated = Optional.empty();
    private Optional<HermesBridge> hermes = Optional.empty();
    private Optional<Wyoming> wyoming = Optional.empty();

    SpeakerAssembly(Configuration configuration, SpeechParts speech, SoundParts sound, HubPort port, Replies replies,
                    SpeakerChoices choices, SpeakerObserver observer, Surroundings surroundings, Consumer<Ending> finished) {
        this.surroundings = surroundings;
        this.configuration = configuration;
        this.replies = replies;
        this.speech = speech;
        events = event -> surroundings.loop().execute(() -> dispatch(event));
        Mute mute = mute(configuration, choices);
        hearing = new Hearing(configuration, speech, sound);
        talking = new Talking(configuration, speech, sound, hearing.gate, hearing.tap, surroundings.clock(), events);
        talking.synthesiser.ifPresent(agent -> seat(agent, talking.synthesiserWakeup, STALL_NANOS));
        seat(talking.playback, talking.playbackWakeup, 2 * STALL_NANOS);
        messages = new Messages(configuration.siteId(), surroundings.wallClock());
        hub = new SpeakerHub(port, new Topics(configuration.siteId()));
        Conversation conversation = DialogueParts.conversation(configuration, speech, replies);
        DialogueSession session = new DialogueSession(DialogueParts.settings(configuration), replies, conversation, surroundings.sessionIds(), millis());
        DoNotDisturb undisturbed = new DoNotDisturb(configuration.dialogue().undisturbed(), configuration.stateFolder(), background,
            fault -> events.accept(new SpeakerEvent.FaultChanged(fault)));
        neighbours = new Neighbours(configuration.siteId());
        neighbours.begin(port, surroundings.loop());
        CallAgent line = new CallAgent(hearing, configuration.array().cancelsEcho(), muteGate, port, talking.line, surroundings.clock(), hearing.lineWakeup, talking.playbackWakeup);
        CallTurn calls = new CallTurn(configuration, new CallTurn.Parts(port, neighbours, replies, messages, undisturbed, mute, line, talking.playback::hush,
            surroundings.sessionIds(), surroundings.clock(), surroundings.wallClock()));
        if (configuration.intercom().calls() != Configuration.Calls.OFF) {
            seat(line, hearing.lineWakeup, STALL_NANOS);
            line.listen(port, new Topics(configuration.siteId()));
        }
        SkillSet skills = SkillSet.installed(replies);
        JoinedHome home = new JoinedHome(HomeDialogue.confirming(replies), observer);
        dialogue = new DialogueLoop(new DialogueLoop.Parts(session, skills, home,
            IntentHook.of(configuration.dialogue().hook(), configuration.dialogue().hookMillis(), messages, surroundings.loop()),
            configuration.dialogue().hookMillis(), undisturbed, new Signs(configuration.signs()),
            new MessageTurn(port, neighbours, hearing, replies, new MessageTurn.Threads(surroundings.worker(), surroundings.loop())), calls, choices,
            new AssembledControls(new AssembledControls.Hearing(hearing.recogniser, hearing.recogniserWakeup, hearing.utterances, hearing.frontEnd, hearing.gate),
                talking, () -> this.speech, conversation::language), mute, hub, messages, home,
            surroundings.clock(), surroundings.wallClock()), finished);
        if (configuration.arbitration().enabled()) {
            Configuration.Arbitration group = configuration.arbitration();
            ArbitratedWakes wakes = new ArbitratedWakes(decided -> new Arbitration(new Arbitration.Settings(group.group(), group.waitMillis()), port,
                configuration.siteId(), surroundings.loop(), this::millis, surroundings.wallClock(), decided), dialogue, surroundings.clock());
            dialogue.wakesBy(wakes);
            arbitrated = Optional.of(wakes);
        }
        if (configuration.hermes().enabled()) {
            hermes = Optional.of(new HermesBridge(new HermesBridge.Parts(configuration, port, surroundings.loop(), surroundings.worker(), hearing,
                this::millis, surroundings.sessionIds()), understanding(speech), dialogue));
            hermes.ifPresent(bridge -> {
                home.join((HomeDialogue) bridge);
                home.join((SpeakerObserver) bridge);
            });
        }
        if (configuration.wyoming().enabled()) {
            Wyoming side = new Wyoming(configuration.wyoming(), SpeakerPresence.engines(configuration, speech, replies), dialogue, hearing, surroundings.here());
            side.observers().forEach(home::join);
            home.join((BooleanSupplier) side::understands);
            wyoming = Optional.of(side);
        }
        if (configuration.panel().present()) {
            PanelOrders orders = new PanelOrders(dialogue, calls);
            PanelAgent panel = new PanelAgent(configuration.panel(), surroundings.nodes(), surroundings.clock(),
                event -> surroundings.loop().execute(() -> orders.on(event)), fault -> events.accept(new SpeakerEvent.FaultChanged(fault)));
            seat(panel, new Wakeup(), PANEL_STALL_NANOS);
            home.join(new PanelScenes(panel::show));
        }
        others = configuration.ducking().control().map(control -> new OtherPlayers(() -> MixerVolume.open(configuration.ducking().card(), control),
            configuration.ducking().percent(), configuration.stateFolder(), background, fault -> events.accept(new SpeakerEvent.FaultChanged(fault))));
        others.ifPresent(home::join);
        homeAssistant = new Announcement(port, configuration.homeAssistant().prefix(), configuration.siteId(), SpeakerPresence.discovery(configuration, speech, choices));
        skills.open(new SkillStart(configuration.stateFolder(), MachineRun.id(), background,
                problem -> events.accept(new SpeakerEvent.FaultChanged(problem.map(text -> Fault.raised("skills", text)).orElse(Fault.raised("skills", "").asCleared())))),
            ZonedDateTime.now(surroundings.wallClock()), millis());
        HubOrders orders = new HubOrders(dialogue, calls, undisturbed, hub, messages, surroundings.wallClock());
        hub.listen(command -> surroundings.loop().execute(() -> orders.on(command)),
            reason -> surroundings.loop().execute(() -> dialogue.unreadable(reason)));
    }

    /** The Wyoming side, if it is switched on. */
    Optional<Wyoming> wyoming() {
        return wyoming;
    }

    /** Tells the home what there is; on the event loop, once, when the hub is being connected. */
    void begin() {
        homeAssistant.begin();
        arbitrated.ifPresent(ArbitratedWakes::begin);
        hermes.ifPresent(HermesBridge::begin);
        dialogue.begin();
    }

    /** Drives whatever has to do with time; about ten times a second. */
    void tick() {
        dialogue.tick();
        hermes.ifPresent(HermesBridge::tick);
    }

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(surroundings.clock().nanoTime());
    }

    /** Closed from the first moment on, if it was closed before a restart, or there is a switch that nobody has read yet. */
    private Mute mute(Configuration configuration, SpeakerChoices choices) {
        MuteMemory memory = new MuteMemory(configuration.stateFolder());
        Set<MuteRules.Holder> remembered = memory.read();
        boolean hasSwitch = configuration.panel().muteSwitch().isPresent();
        if (choices.initial().muted() && remembered.isEmpty() && !hasSwitch) {
            // Muted before a reload, and the memory could not be written.
            remembered.add(MuteRules.Holder.HOME);
        }
        return new Mute(new MuteRules(remembered, hasSwitch, configuration.panel().mutesHere()), muteGate, memory, background,
            fault -> events.accept(new SpeakerEvent.FaultChanged(fault)));
    }

    /** Waits until what was to be kept is kept. */
    void close() {
        others.ifPresent(OtherPlayers::end);
        background.close();
    }

    /** In the order of the way of a sound. */
    List<Seat> seats() {
        return List.copyOf(seats);
    }

    /** Belongs to the event loop. */
    DialogueLoop dialogue() {
        return dialogue;
    }

    Neighbours neighbours() {
        return neighbours;
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

    /** See {@link ModelChange}; any thread. */
    ModelChange modelChange() {
        return new ModelChange(new ModelChange.Agents(hearing.recogniser, hearing.frontEnd, talking.synthesiser), List.of(hearing.recogniserWakeup, talking.synthesiserWakeup),
            wyoming.map(side -> new ModelChange.Clients(parts -> SpeakerPresence.engines(configuration, parts, replies), side)), this::usesFromNowOn);
    }

    /** Told on the updater's thread before the change, returns what is to be done on the recogniser's at its moment. */
    private Runnable usesFromNowOn(SpeechParts parts) {
        Optional<HermesBridge.Understanding> understanding = hermes.map(bridge -> understanding(parts));
        SpeakerChoices choices = SpeakerChoices.of(configuration, parts.phrases());
        JsonObject discovery = SpeakerPresence.discovery(configuration, parts, choices);
        return () -> {
            speech = parts;
            surroundings.loop().execute(() -> {
                dispatch(new SpeakerEvent.ChoicesChanged(choices));
                homeAssistant.change(discovery);
                understanding.ifPresent(next -> hermes.ifPresent(bridge -> bridge.understand(next)));
            });
        };
    }

    private HermesBridge.Understanding understanding(SpeechParts parts) {
        return new HermesBridge.Understanding(parts.phrases(), parts.understanding(configuration.dialogue().conversation().confirmed(), replies),
            parts.grammar().source(), parts.compiler());
    }

    private void dispatch(SpeakerEvent event) {
        dialogue.on(event);
    }

    private void seat(Agent agent, Wakeup wakeup, long stallNanos) {
        seats.add(new Seat(new AgentInvoker(agent, surroundings.clock(), new DutyCycle(stallNanos),
            fault -> events.accept(new SpeakerEvent.FaultChanged(fault))), wakeup));
    }

    /** Microphone to transcript. */
    private final class Hearing implements Ear {
        final SpeakingGate gate;
        final PlaybackTap tap;
        final PcmRing captureRing;
        final UtteranceRing utterances = new UtteranceRing(UTTERANCE_SAMPLES, muteGate);
        final CaptureAgent capture;
        final FrontEndAgent frontEnd;
        final RecogniserAgent recogniser;
        final Wakeup recogniserWakeup = new Wakeup();
        /** Of the call's thread, which takes what is heard as it comes. */
        final Wakeup lineWakeup = new Wakeup();

        Hearing(Configuration configuration, SpeechParts speech, SoundParts sound) {
            Configuration.Wake wake = configuration.wake();
            ArraySettings array = configuration.array();
            gate = new SpeakingGate(wake.whileSpeaking(), wake.raisedScore(), array.cancelsEcho() ? array.stopWord() : "", array.cancelsEcho());
            tap = array.cancelsEcho() && array.reference() == ArraySettings.Reference.PLAYBACK
                ? PlaybackTap.of(sound.sink().format().sampleRate()) : PlaybackTap.none();
            int rate = sound.source().format().sampleRate();
            int channels = sound.source().format().channels();
            captureRing = new PcmRing(sound.source().format(), rate * CAPTURE_RING_MILLIS / 1000);
            CaptureClock captureClock = new CaptureClock(rate);
            Wakeup frontEndWakeup = new Wakeup();
            capture = new CaptureAgent(sound.source(), sound.reopenSource(), captureRing, frontEndWakeup, muteGate,
                rate * configuration.capture().bufferMs() / 1000);
            ChannelStage stage = ArrayStage.choose(configuration, channels, tap);
            frontEnd = new FrontEndAgent(captureRing, capture::ended, utterances, captureClock,
                new FrontEndAgent.Parts(speech.words(), speech.wakeWords(), speech.voiceActivity(), stage, gate, surroundings.clock(), muteGate),
                () -> {
                    recogniserWakeup.run();
                    lineWakeup.run();
                }, events);
            recogniser = new RecogniserAgent(utterances, captureClock, speech.recogniser(), surroundings.clock(), events);
            // A capture cycle waits for a period, hence the longer patience.
            seat(capture, new Wakeup(), 2 * STALL_NANOS);
            seat(frontEnd, frontEndWakeup, STALL_NANOS);
            seat(recogniser, recogniserWakeup, STALL_NANOS);
        }

        @Override
        public long head() {
            return utterances.head();
        }

        @Override
        public long oldest(int margin) {
            return utterances.oldest(margin);
        }

        @Override
        public int read(long from, short[] pcm, int offset, int length) {
            return utterances.read(from, pcm, offset, length);
        }

        @Override
        public double levelDb() {
            return frontEnd.levelDb();
        }

        @Override
        public float speechProbability() {
            return frontEnd.speechProbability();
        }
    }
}
