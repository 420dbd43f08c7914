package dev.hearken.hub.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.HubPort.Message;
import dev.hearken.hub.HubPort.Message.Urgency;
import dev.hearken.hub.HubPort.Received;
import dev.hearken.hub.HubPort.State;
import dev.hearken.hub.HubPort.State.Phase;
import dev.hearken.hub.HubSettings;
import dev.hearken.hub.internal.Link.Event;
import dev.hearken.hub.internal.Link.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The state machine with a hand-set clock and a transport that does what the test says. */
class HubSessionTest {

    private static final class FakeLink implements Link {
        final Listener listener;
        final List<Outbox.Entry> sent = new ArrayList<>();
        final List<Long> remaining = new ArrayList<>();
        final List<Filter> filters = new ArrayList<>();
        boolean connecting;
        boolean disconnected;
        boolean abandoned;

        FakeLink(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void connect() {
            connecting = true;
        }

        @Override
        public void subscribe(List<Filter> wanted) {
            filters.addAll(wanted);
        }

        @Override
        public void send(Outbox.Entry entry, long remainingSeconds) {
            sent.add(entry);
            remaining.add(remainingSeconds);
        }

        @Override
        public void disconnect(Duration limit) {
            disconnected = true;
        }

        @Override
        public void abandon() {
            abandoned = true;
        }

        void tell(Event event) {
            listener.onEvent(this, event);
        }

        List<String> texts() {
            return sent.stream().map(entry -> new String(entry.message().payload(), StandardCharsets.UTF_8)).toList();
        }
    }

    private final HubSettings settings = HubSettings.of("mqtt://hub.test", "speaker")
            .withPresence(HubSettings.Presence.of("status", "online", "offline"))
            .withTiming(new HubSettings.Timing(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(1),
                    Duration.ofSeconds(8), Duration.ofSeconds(3)));
    private final Counters counters = new Counters();
    private final List<FakeLink> links = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1_000_000;
    private final Outbox outbox = new Outbox(settings.limits(), () -> now, counters);
    private final Inbox inbox = new Inbox(2, counters);
    private final HubSession session = new HubSession(settings, listener -> {
        FakeLink link = new FakeLink(listener);
        links.add(link);
        return link;
    }, outbox, inbox, counters, () -> now, new Random(7), states::add, () -> { });

    private FakeLink link() {
        return links.get(links.size() - 1);
    }

    private void tell(Event event) {
        link().tell(event);
        session.doWork();
    }

    private void pass(Duration time) {
        now += time.toNanos();
        session.doWork();
    }

    private void connect() {
        session.doWork();
        tell(new Event.Connected(100));
    }

    private void intent(String text, Duration expiry) {
        outbox.offer(new Message("intent", text.getBytes(StandardCharsets.UTF_8), 1, false, expiry, Urgency.INTENT));
    }

    private Phase phase() {
        return states.get(states.size() - 1).phase();
    }

    @Test
    void shouldSubscribeBeforeItSaysThatItIsThere() {
        session.subscribe(new Link.Filter("say", 1));
        outbox.offer(new Message("event", new byte[] {'e'}, 1, false, Duration.ofSeconds(30), Urgency.EVENT));
        connect();
        assertEquals(List.of(new Link.Filter("say", 1)), link().filters);
        assertTrue(link().sent.isEmpty());
        assertEquals(Phase.CONNECTING, phase());

        tell(new Event.Subscribed(List.of()));

        assertEquals(List.of("online", "e"), link().texts());
        assertEquals(List.of(0L, 30L), link().remaining);
        assertEquals(Phase.CONNECTED, phase());
    }

    @Test
    void shouldSubscribeAtOnceWhileConnected() {
        connect();
        session.subscribe(new Link.Filter("volume", 1));
        session.doWork();
        assertEquals(List.of(new Link.Filter("volume", 1)), link().filters);
    }

    @Test
    void shouldTryAgainAfterGrowingPauses() {
        session.doWork();
        for (int i = 0; i < 6; i++) {
            tell(new Event.Failed(new Failure(false, "nothing answers")));
            assertEquals(new State(Phase.WAITING_TO_RECONNECT, "nothing answers"), states.get(states.size() - 1));
            Duration bound = Duration.ofSeconds(Math.min(8, 1L << i));
            pass(bound.dividedBy(2).minusMillis(1));
            assertEquals(i + 1, links.size(), "no attempt before half the pause");
            pass(bound.dividedBy(2).plusMillis(1));
            assertEquals(i + 2, links.size(), "an attempt after the whole pause");
        }
    }

    @Test
    void shouldTellARefusalAndYetTryAgain() {
        session.doWork();
        tell(new Event.Failed(new Failure(true, "wrong password")));
        assertEquals(new State(Phase.REFUSED, "wrong password"), states.get(states.size() - 1));
        pass(Duration.ofSeconds(1));
        assertEquals(2, links.size());
    }

    @Test
    void shouldGiveUpAnAttemptThatIsNeverAnswered() {
        session.doWork();
        pass(Duration.ofSeconds(10));
        assertEquals(Phase.WAITING_TO_RECONNECT, phase());
        assertTrue(link().abandoned);
    }

    @Test
    void shouldIgnoreWhatAnAbandonedConnectionStillTells() {
        session.doWork();
        FakeLink old = link();
        pass(Duration.ofSeconds(10));
        old.tell(new Event.Connected(10));
        session.doWork();
        assertEquals(Phase.WAITING_TO_RECONNECT, phase());
        assertTrue(old.sent.isEmpty());
    }

    @Test
    void shouldSendWhatWasInFlightOnceMoreAfterAReconnect() {
        connect();
        intent("a", Duration.ofSeconds(30));
        intent("b", Duration.ofSeconds(30));
        session.doWork();
        tell(new Event.Delivered(link().sent.get(1).id()));
        pass(Duration.ofMillis(500));
        tell(new Event.Lost(new Failure(false, "gone")));
        pass(Duration.ofSeconds(1));
        tell(new Event.Connected(100));

        assertEquals(List.of("online", "b"), link().texts());
        assertEquals(29, link().remaining.get(1));
        tell(new Event.Delivered(link().sent.get(1).id()));
        pass(Duration.ofMillis(500));
        tell(new Event.Lost(new Failure(false, "gone")));
        pass(Duration.ofSeconds(8));
        tell(new Event.Connected(100));
        assertEquals(List.of("online"), link().texts());
    }

    @Test
    void shouldNotSendAnIntentThatHasBecomeTooOldMeanwhile() {
        connect();
        intent("in flight", Duration.ofSeconds(5));
        session.doWork();
        tell(new Event.Lost(new Failure(false, "gone")));
        intent("waiting", Duration.ofSeconds(5));
        pass(Duration.ofSeconds(6));
        tell(new Event.Connected(100));

        assertEquals(List.of("online"), link().texts());
        assertEquals(2, counters.snapshot(outbox).expired());
    }

    @Test
    void shouldDropAConnectionThatAcknowledgesNothing() {
        connect();
        intent("a", Duration.ofMinutes(5));
        session.doWork();
        pass(Duration.ofSeconds(10));
        assertFalse(link().abandoned);
        pass(Duration.ofMillis(1));
        assertTrue(link().abandoned);
        assertEquals(Phase.WAITING_TO_RECONNECT, phase());
    }

    @Test
    void shouldKeepToTheBrokersWindow() {
        session.doWork();
        for (int i = 0; i < 5; i++) {
            intent("i" + i, Duration.ZERO);
        }
        tell(new Event.Connected(2));
        assertEquals(List.of("online", "i0", "i1"), link().texts());
        tell(new Event.Delivered(link().sent.get(1).id()));
        assertEquals(List.of("online", "i0", "i1", "i2"), link().texts());
    }

    @Test
    void shouldSayGoodbyeAfterTheOutboxIsEmpty() {
        connect();
        intent("a", Duration.ofSeconds(30));
        session.requestClose();
        session.doWork();
        assertEquals(List.of("online", "a"), link().texts());
        tell(new Event.Delivered(link().sent.get(1).id()));
        assertEquals(List.of("online", "a", "offline"), link().texts());
        assertFalse(session.closed());
        tell(new Event.Delivered(link().sent.get(2).id()));
        assertTrue(link().disconnected);
        assertTrue(session.closed());
        assertEquals(Phase.STOPPED, phase());
    }

    @Test
    void shouldEndInTimeWhenTheBrokerIsSilent() {
        connect();
        intent("a", Duration.ofSeconds(30));
        session.requestClose();
        session.doWork();
        pass(Duration.ofSeconds(2));
        assertTrue(session.closed());
        assertTrue(link().disconnected);
    }

    @Test
    void shouldDropAndCountWhatTheHandlersDoNotTake() {
        List<String> topics = new ArrayList<>();
        inbox.add("#", message -> topics.add(message.topic()));
        connect();
        for (String topic : List.of("a", "b", "c")) {
            link().listener.onMessage(link(), new Received(topic, new byte[0], 0, false));
        }
        session.doWork();
        assertEquals(List.of("a", "b"), topics);
        assertEquals(1, counters.snapshot(outbox).receivedDropped());
    }

    @Test
    void shouldSleepNoLongerThanUntilTheNextDeadline() {
        session.doWork();
        tell(new Event.Failed(new Failure(false, "x")));
        assertTrue(session.idleNanos() > 0 && session.idleNanos() <= Duration.ofSeconds(1).toNanos());
        pass(Duration.ofSeconds(1));
        tell(new Event.Connected(100));
        assertEquals(Duration.ofSeconds(1).toNanos(), session.idleNanos());
    }
}
