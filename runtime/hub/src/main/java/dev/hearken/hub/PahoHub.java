package dev.hearken.hub;

import dev.hearken.hub.internal.BrokerLinks;
import dev.hearken.hub.internal.Counters;
import dev.hearken.hub.internal.HubSession;
import dev.hearken.hub.internal.Inbox;
import dev.hearken.hub.internal.Link;
import dev.hearken.hub.internal.Outbox;
import dev.hearken.hub.internal.TopicNames;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub over MQTT 5 or 3.1.1, through Eclipse Paho. One thread of its own holds the connection, sends, and calls handlers and state
 * listeners; {@link #publish} and {@link #subscribe} only put something into a queue. Nothing outlives the process: the
 * session is clean, and a message that is too old is dropped instead of being sent late.
 */
public final class PahoHub implements HubPort {

    private static final Logger LOG = LoggerFactory.getLogger(PahoHub.class);

    /** Keeps a fault that repeats from taking the whole processor. */
    private static final long FAULT_PAUSE_NANOS = 100_000_000;

    private final HubSettings settings;
    private final Counters counters = new Counters();
    private final Outbox outbox;
    private final Inbox inbox;
    private final HubSession session;
    private final Thread loop;
    private final List<Consumer<State>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile State state;

    public PahoHub(HubSettings settings) {
        this.settings = settings;
        this.state = new State(State.Phase.STOPPED, settings.broker().toString());
        this.outbox = new Outbox(settings.limits(), System::nanoTime, counters);
        this.inbox = new Inbox(settings.limits().inboxMessages(), counters);
        this.session = new HubSession(settings, new BrokerLinks(settings), outbox, inbox, counters,
                System::nanoTime, RandomGenerator.getDefault(), this::changed, this::wake);
        this.loop = new Thread(this::run, "hub");
        loop.setDaemon(true);
    }

    @Override
    public void start() {
        if (!closed.get() && started.compareAndSet(false, true)) {
            loop.start();
        }
    }

    private void run() {
        while (!session.closed()) {
            try {
                session.doWork();
            } catch (RuntimeException e) {
                // A fault of ours must not end the connection for good.
                LOG.error("Hub connection", e);
                LockSupport.parkNanos(this, FAULT_PAUSE_NANOS);
            }
            LockSupport.parkNanos(this, session.idleNanos());
        }
    }

    private void wake() {
        LockSupport.unpark(loop);
    }

    private void changed(State next) {
        State previous = state;
        state = next;
        if (next.phase() != State.Phase.CONNECTING && !next.equals(previous)) {
            LOG.info("Hub {}: {}", next.phase(), next.detail());
        }
        for (Consumer<State> listener : listeners) {
            try {
                listener.accept(next);
            } catch (RuntimeException e) {
                LOG.warn("A listener of the hub's state failed", e);
            }
        }
    }

    /** @throws IllegalArgumentException for a topic or QoS with which nothing can ever be sent */
    @Override
    public void publish(Message message) {
        TopicNames.requireName(message.topic());
        requireQos(message.qos());
        if (closed.get()) {
            return;
        }
        switch (outbox.offer(message)) {
            case ACCEPTED -> wake();
            case TOO_LARGE -> LOG.warn("Message to {} dropped: {} bytes are more than the allowed {}", message.topic(),
                    message.payload().length, settings.limits().messageBytes());
            case FULL -> {
                if (message.urgency() == Message.Urgency.INTENT) {
                    LOG.error("Intent not sent: {} intents already wait for {}", outbox.queued(), settings.broker());
                } else {
                    LOG.debug("Outbox full, {} dropped", message.topic());
                }
            }
        }
    }

    /** @throws IllegalArgumentException for a topic filter or QoS that MQTT does not know */
    @Override
    public void subscribe(String topicFilter, int qos, Consumer<Received> handler) {
        TopicNames.requireFilter(topicFilter);
        requireQos(qos);
        inbox.add(topicFilter, handler);
        session.subscribe(new Link.Filter(topicFilter, qos));
    }

    private static void requireQos(int qos) {
        if (qos < 0 || qos > 2) {
            throw new IllegalArgumentException("QoS " + qos + ": 0, 1 or 2 expected");
        }
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public void onState(Consumer<State> listener) {
        listeners.add(listener);
    }

    /** Counters since the start. */
    public HubMetrics metrics() {
        return counters.snapshot(outbox);
    }

    /**
     * Sends what still waits and the farewell message as far as time allows, and ends; returns after at most
     * {@link HubSettings.Timing#close()} and a second.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true) || !started.get()) {
            return;
        }
        session.requestClose();
        if (Thread.currentThread() != loop) {
            try {
                loop.join(settings.timing().close().toMillis() + 1000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
