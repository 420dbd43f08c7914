package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.AgentRunner;
import dev.hearken.app.internal.agent.Beat;
import dev.hearken.app.internal.agent.Fault;
import dev.hearken.app.internal.agent.NanoClock;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.message.SpeakerSettings;
import dev.hearken.app.internal.wyoming.Wyoming;
import dev.hearken.dialogue.DialogueEffect;
import dev.hearken.dialogue.DialogueState;
import dev.hearken.dialogue.Replies;
import dev.hearken.drivers.panel.PanelNodes;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.SiteTopic;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The running speaker: capture, front end, recogniser, synthesiser and playback, each on a thread of its own, and the
 * dialogue on the event loop. Made stopped; {@link #start()} once, {@link #close()} once.
 */
public final class Speaker implements ModelUser, AutoCloseable {

    private static final long TICK_MILLIS = 100;
    private static final long METRICS_MILLIS = 60_000;

    private final EventLoop loop;
    private final HubPort hub;
    private final SpeakerAssembly assembly;
    private final SpeakerMetrics metrics;
    private final List<AgentRunner> runners;
    private final CompletableFuture<Ending> finished = new CompletableFuture<>();
    private final boolean speaks;
    /** Written on the event loop only. */
    private volatile long loopTurns;
    private volatile boolean closing;

    /**
     * @param hub      not started yet; closed with the speaker
     * @param loop     not closed by the speaker
     * @param observer looks on, on the event loop
     */
    public Speaker(Configuration configuration, SpeechParts speech, SoundParts sound, HubPort hub, EventLoop loop,
                   Replies replies, SpeakerChoices choices, SpeakerObserver observer) {
        this.loop = loop;
        this.hub = hub;
        speaks = speech.synthesiser().isPresent();
        assembly = new SpeakerAssembly(configuration, speech, sound, hub, replies, choices, new StartOfCapture(observer),
            new SpeakerAssembly.Surroundings(loop::execute, loop::here, loop::work, NanoClock.SYSTEM, Clock.systemDefaultZone(), () -> UUID.randomUUID().toString(), PanelNodes.ofMachine()),
            finished::complete);
        metrics = assembly.metrics();
        runners = assembly.seats().stream().map(seat -> {
            AgentRunner runner = new AgentRunner(seat.invoker());
            seat.wakeup().bind(runner::wake);
            return runner;
        }).toList();
    }

    /** Starts everything; returns at once. */
    public void start() {
        hub.onState(state -> loop.execute(() -> brokerChanged(state)));
        hub.start();
        if (!speaks) {
            loop.execute(() -> assembly.dialogue().on(new SpeakerEvent.FaultChanged(
                Fault.raised("voice", "there is no voice, replies are only published"))));
        }
        loop.execute(assembly::begin);
        loop.repeat(TICK_MILLIS, this::tick);
        loop.repeat(METRICS_MILLIS, () -> assembly.hub().publish(SiteTopic.METRICS, assembly.messages().metrics(metrics.snapshot())));
        assembly.wyoming().ifPresent(wyoming -> {
            loop.execute(() -> wyoming.start(loop.vertx(), this::report));
            loop.repeat(Wyoming.TICK_MILLIS, wyoming::tick);
        });
        runners.stream().skip(1).forEach(AgentRunner::start);
    }

    /** Timers ring at their time, not at the next tick. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
    private void tick() {
        loopTurns = loopTurns + 1;
        assembly.tick();
        long wait = assembly.dialogue().millisToDue();
        if (wait < TICK_MILLIS) {
            loop.after(Math.max(1, wait), assembly.dialogue()::tick);
        }
    }

    /** The microphone is opened to the front end when there is one: what came earlier would only overflow the ring. */
    private final class StartOfCapture implements SpeakerObserver {

        private final SpeakerObserver next;
        private boolean started;

        StartOfCapture(SpeakerObserver next) {
            this.next = next;
        }

        @Override
        public void happened(SpeakerEvent event) {
            if (!started && event instanceof SpeakerEvent.Ready ready && ready.role().equals("front-end")) {
                started = true;
                runners.get(0).start();
            }
            next.happened(event);
        }

        @Override
        public void done(DialogueEffect effect, long nanos) {
            next.done(effect, nanos);
        }

        @Override
        public void settled(DialogueState state) {
            next.settled(state);
        }

        @Override
        public void stated(String state, SpeakerSettings settings, Set<String> faults) {
            next.stated(state, settings, faults);
        }

        @Override
        public void rings(boolean now) {
            next.rings(now);
        }
    }

    /**
     * Lets the speaker go over to other models while it listens: nothing that is said is lost.
     *
     * @return completes when nothing of the old ones is in use any more
     */
    @Override
    public CompletableFuture<Void> change(LoadedSpeech next) {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        assembly.modelChange().to(next, () -> taken.complete(null));
        return taken;
    }

    /**
     * Lets the speaker close its models, each part at a moment at which it can, and wait for those that {@link #change} brings. It goes on to
     * keep what is said, 16 s of it, and then hears that.
     *
     * @return completes when nothing of the old ones is in use any more
     */
    @Override
    public CompletableFuture<Void> letGo() {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        assembly.modelChange().letGo(() -> gone.complete(null));
        return gone;
    }

    /** Completes when the recording that stands for the microphone is over, and the dialogue with it, or the home wants a reload. */
    public CompletableFuture<Ending> finished() {
        return finished;
    }

    /** Makes known that something is wrong with what is not the speaker itself; any thread. What ends with the speaker is no news. */
    public void report(Fault fault) {
        if (!closing) {
            loop.execute(() -> assembly.dialogue().on(new SpeakerEvent.FaultChanged(fault)));
        }
    }

    /** Of every thread that sound or control passes: the agents' and the event loop's; any thread. */
    public List<Beat> beats() {
        List<Beat> beats = new ArrayList<>();
        runners.forEach(runner -> beats.add(runner.invoker().beat()));
        beats.add(new Beat("event loop", () -> loopTurns));
        return beats;
    }

    /** Numbers by name; any thread. */
    public SpeakerMetrics metrics() {
        return metrics;
    }

    /** Sources of what is wrong now; any thread. */
    public CompletableFuture<Set<String>> openFaults() {
        CompletableFuture<Set<String>> answer = new CompletableFuture<>();
        loop.execute(() -> answer.complete(assembly.dialogue().openFaults()));
        return answer;
    }

    /** Ends the agents, microphone first, and says good-bye to the hub. */
    @Override
    public void close() {
        closing = true;
        assembly.wyoming().ifPresent(Wyoming::close);
        runners.forEach(AgentRunner::close);
        hub.close();
        assembly.close();
        finished.complete(Ending.OVER);
    }

    private void brokerChanged(HubPort.State state) {
        Fault fault = Fault.raised("broker", state.detail());
        switch (state.phase()) {
            case REFUSED, WAITING_TO_RECONNECT -> assembly.dialogue().on(new SpeakerEvent.FaultChanged(fault));
            case CONNECTED -> assembly.dialogue().on(new SpeakerEvent.FaultChanged(fault.asCleared()));
            default -> { }
        }
    }
}
