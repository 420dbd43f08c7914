package dev.hearken.hub.internal;

import dev.hearken.hub.HubPort.Message;
import dev.hearken.hub.HubPort.Received;
import dev.hearken.hub.HubPort.State;
import dev.hearken.hub.HubPort.State.Phase;
import dev.hearken.hub.HubSettings;
import dev.hearken.hub.internal.Link.Event;
import dev.hearken.hub.internal.Link.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the connection, as a state machine stepped by {@link #doWork}.
 *
 * <pre>
 *  stage        event                    next
 *  IDLE         start                    CONNECTING
 *  CONNECTING   connected                SUBSCRIBING; ONLINE if there is nothing to subscribe
 *               failed, time-out         PAUSING
 *  SUBSCRIBING  subscribed               ONLINE: birth message, retained messages, then the outbox
 *               lost, time-out           PAUSING
 *  ONLINE       lost, no acknowledgement PAUSING: what was in flight goes back into the outbox
 *  PAUSING      pause over               CONNECTING
 *  ONLINE       close                    DRAINING: outbox, then the farewell message, each if time is left
 *  DRAINING     done, lost, time-out     CLOSED
 *  any other    close                    CLOSED
 * </pre>
 *
 * Owned by the connection loop; only {@link #requestClose}, {@link #subscribe} and the listener methods are for other threads.
 */
public final class HubSession implements Link.Listener {

    private enum Stage { IDLE, CONNECTING, SUBSCRIBING, ONLINE, PAUSING, DRAINING, CLOSED }

    private record LinkEvent(Link link, Event event) {
    }

    private static final Logger LOG = LoggerFactory.getLogger("dev.hearken.hub");
    private static final long BIRTH = 0;
    private static final long FAREWELL = -1;
    /** Pause before an intent that nobody had subscribed to is sent again: the hub may be reconnecting just as the speaker did. */
    private static final long HEAR_AGAIN_NANOS = 250_000_000;

    private final HubSettings settings;
    private final Link.Factory links;
    private final Outbox outbox;
    private final Inbox inbox;
    private final Counters counters;
    private final LongSupplier clock;
    private final Backoff backoff;
    private final Consumer<State> states;
    private final Runnable wake;
    private final Queue<LinkEvent> events = new ConcurrentLinkedQueue<>();
    private final Queue<Link.Filter> newFilters = new ConcurrentLinkedQueue<>();
    private volatile boolean closeRequested;

    // Lifetime of the session.
    private final List<Link.Filter> filters = new ArrayList<>();
    private Stage stage = Stage.IDLE;
    private long deadline;

    // Lifetime of one connection.
    private @Nullable Link link;
    private int window;
    private long connectedAt;
    private long lastProgress;
    private long hearAgainAt;
    private boolean farewellSent;
    private boolean farewellDelivered;

    /** @param wake called by other threads when there is work; must be cheap and thread-safe */
    public HubSession(HubSettings settings, Link.Factory links, Outbox outbox, Inbox inbox, Counters counters,
                      LongSupplier clock, RandomGenerator random, Consumer<State> states, Runnable wake) {
        this.settings = settings;
        this.links = links;
        this.outbox = outbox;
        this.inbox = inbox;
        this.counters = counters;
        this.clock = clock;
        this.backoff = new Backoff(settings.timing().firstPause(), settings.timing().longestPause(), random);
        this.states = states;
        this.wake = wake;
    }

    /** Subscribes now if there is a connection, and after each connect. Any thread. */
    public void subscribe(Link.Filter filter) {
        newFilters.add(filter);
        wake.run();
    }

    /** Begins the orderly end. Any thread. */
    public void requestClose() {
        closeRequested = true;
        wake.run();
    }

    @Override
    public void onEvent(Link from, Event event) {
        events.add(new LinkEvent(from, event));
        wake.run();
    }

    @Override
    public void onMessage(Link from, Received message) {
        inbox.offer(message);
        wake.run();
    }

    public boolean closed() {
        return stage == Stage.CLOSED;
    }

    /** Does what is due now and returns. */
    public void doWork() {
        takeEvents();
        takeFilters();
        inbox.dispatch();
        if (closeRequested && stage != Stage.CLOSED && stage != Stage.DRAINING) {
            beginClose();
        }
        switch (stage) {
            case IDLE -> connect();
            case CONNECTING, SUBSCRIBING -> checkAnswer();
            case ONLINE -> send();
            case PAUSING -> {
                outbox.dropExpired();
                if (due(deadline)) {
                    connect();
                }
            }
            case DRAINING -> drain();
            case CLOSED -> { }
        }
    }

    /** How long the loop may sleep unless woken; at most a second, so that what expires is counted in time. */
    public long idleNanos() {
        long longest = Duration.ofSeconds(1).toNanos();
        return switch (stage) {
            case IDLE, CLOSED -> 0;
            case CONNECTING, SUBSCRIBING, PAUSING, DRAINING -> Math.max(0, Math.min(longest, deadline - clock.getAsLong()));
            case ONLINE -> outbox.hasUnheard() ? Math.max(0, Math.min(longest, hearAgainAt - clock.getAsLong())) : longest;
        };
    }

    private void takeEvents() {
        for (LinkEvent next = events.poll(); next != null; next = events.poll()) {
            // What an abandoned connection still tells is of no interest.
            if (next.link() == link) {
                handle(next.event());
            }
        }
    }

    private void handle(Event event) {
        if (event instanceof Event.Connected connected) {
            connected(connected.window());
        } else if (event instanceof Event.Subscribed subscribed) {
            subscribed.refused().forEach(refusal -> LOG.warn("The broker refuses the subscription {}", refusal));
            if (stage == Stage.SUBSCRIBING) {
                online();
            }
        } else if (event instanceof Event.Delivered delivered) {
            lastProgress = clock.getAsLong();
            farewellDelivered |= delivered.id() == FAREWELL;
            outbox.delivered(delivered.id());
        } else if (event instanceof Event.Unheard unheard) {
            lastProgress = clock.getAsLong();
            farewellDelivered |= unheard.id() == FAREWELL;
            hearAgainAt = outbox.hasUnheard() ? hearAgainAt : lastProgress + HEAR_AGAIN_NANOS;
            outbox.unheard(unheard.id());
        } else if (event instanceof Event.Rejected rejected) {
            LOG.warn("A message was not accepted: {}", rejected.reason());
            lastProgress = clock.getAsLong();
            farewellDelivered |= rejected.id() == FAREWELL;
            outbox.rejected(rejected.id());
        } else if (event instanceof Event.Failed failed) {
            counters.failures.increment();
            pause(failed.failure());
        } else if (event instanceof Event.Lost lost) {
            lost(lost.failure());
        }
    }

    private void takeFilters() {
        List<Link.Filter> added = new ArrayList<>();
        for (Link.Filter filter = newFilters.poll(); filter != null; filter = newFilters.poll()) {
            added.add(filter);
        }
        filters.addAll(added);
        if (!added.isEmpty() && link != null && (stage == Stage.ONLINE || stage == Stage.SUBSCRIBING)) {
            link.subscribe(added);
        }
    }

    private void connect() {
        stage = Stage.CONNECTING;
        deadline = clock.getAsLong() + settings.timing().connect().toNanos();
        tell(Phase.CONNECTING, settings.broker().toString());
        link = links.open(this);
        link.connect();
    }

    private void connected(int brokerWindow) {
        if (stage != Stage.CONNECTING || link == null) {
            return;
        }
        window = brokerWindow;
        connectedAt = clock.getAsLong();
        counters.connects.increment();
        if (filters.isEmpty()) {
            online();
        } else {
            stage = Stage.SUBSCRIBING;
            deadline = connectedAt + settings.timing().connect().toNanos();
            link.subscribe(List.copyOf(filters));
        }
    }

    private void online() {
        stage = Stage.ONLINE;
        lastProgress = clock.getAsLong();
        HubSettings.Presence presence = settings.presence();
        if (presence != null) {
            sendPresence(BIRTH, presence.topic(), presence.online());
        }
        outbox.tellRetainedAgain();
        tell(Phase.CONNECTED, settings.broker().toString());
        send();
    }

    private void sendPresence(long id, String topic, byte[] payload) {
        if (link != null) {
            Message message = new Message(topic, payload, 1, true, Duration.ZERO, Message.Urgency.EVENT);
            link.send(new Outbox.Entry(id, message, Long.MAX_VALUE, payload.length), 0);
        }
    }

    private void send() {
        if (link == null) {
            return;
        }
        long now = clock.getAsLong();
        if (outbox.inFlight() > 0 && now - lastProgress > settings.timing().connect().toNanos()) {
            lost(new Failure(false, settings.broker().hostAndPort() + " no longer acknowledges messages"));
            return;
        }
        if (outbox.hasUnheard() && due(hearAgainAt)) {
            outbox.dropExpired();
            outbox.hearAgain();
        }
        for (Outbox.Entry next = outbox.poll(window); next != null; next = outbox.poll(window)) {
            if (outbox.inFlight() == 1) {
                lastProgress = now;
            }
            link.send(next, next.remainingSeconds(now));
        }
    }

    private void checkAnswer() {
        if (due(deadline)) {
            counters.failures.increment();
            pause(new Failure(false, "no answer from " + settings.broker().hostAndPort() + " within "
                    + settings.timing().connect().toSeconds() + " s"));
        }
    }

    private void lost(Failure failure) {
        counters.losses.increment();
        if (clock.getAsLong() - connectedAt >= settings.timing().keepAlive().toNanos()) {
            backoff.reset();
        }
        pause(failure);
    }

    private void pause(Failure failure) {
        abandonLink();
        outbox.connectionLost();
        if (stage == Stage.DRAINING) {
            finish();
            return;
        }
        stage = Stage.PAUSING;
        deadline = clock.getAsLong() + backoff.nextPauseNanos();
        tell(failure.refused() ? Phase.REFUSED : Phase.WAITING_TO_RECONNECT, failure.detail());
    }

    private void abandonLink() {
        if (link != null) {
            link.abandon();
            link = null;
        }
    }

    private void beginClose() {
        if (stage != Stage.ONLINE) {
            finish();
            return;
        }
        stage = Stage.DRAINING;
        // The last third of the time is for the goodbye.
        deadline = clock.getAsLong() + settings.timing().close().toNanos() * 2 / 3;
    }

    private void drain() {
        boolean timeUp = due(deadline);
        if (!timeUp && !farewellSent) {
            send();
        }
        HubSettings.Presence presence = settings.presence();
        if (!farewellSent && presence != null && (timeUp || outbox.isEmpty())) {
            farewellSent = true;
            sendPresence(FAREWELL, presence.topic(), presence.offline());
        }
        boolean silent = presence == null && outbox.isEmpty();
        if (stage == Stage.DRAINING && (timeUp || silent || farewellDelivered)) {
            if (link != null) {
                link.disconnect(settings.timing().close().dividedBy(3));
            }
            finish();
        }
    }

    private void finish() {
        abandonLink();
        stage = Stage.CLOSED;
        tell(Phase.STOPPED, settings.broker().toString());
    }

    private boolean due(long time) {
        return clock.getAsLong() - time >= 0;
    }

    private void tell(Phase phase, String detail) {
        states.accept(new State(phase, detail));
    }
}
