package dev.hearken.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.HubPort.Message;
import dev.hearken.hub.HubPort.Message.Urgency;
import dev.hearken.hub.HubPort.Received;
import dev.hearken.hub.HubPort.State;
import dev.hearken.hub.HubPort.State.Phase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong in homes, with a real mosquitto. */
class MosquittoFaultsTest {

    private static final Topics KITCHEN = new Topics("kitchen");

    @TempDir
    private Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private <T extends AutoCloseable> T opened(T what) {
        open.add(what);
        return what;
    }

    private Mosquitto broker(String... lines) throws Exception {
        return opened(Mosquitto.start(folder, "mqtt", lines));
    }

    private static HubSettings settings(String url, String clientId) {
        return HubSettings.of(url, clientId).withTiming(new HubSettings.Timing(Duration.ofSeconds(1), Duration.ofSeconds(5),
                Duration.ofMillis(50), Duration.ofMillis(300), Duration.ofSeconds(2)));
    }

    private PahoHub hub(HubSettings settings, Recorder<State> states) {
        PahoHub hub = opened(new PahoHub(settings));
        hub.onState(states);
        return hub;
    }

    private Recorder<Received> listen(Mosquitto broker, String filter) {
        Recorder<Received> received = new Recorder<>();
        Recorder<State> states = new Recorder<>();
        PahoHub ears = hub(settings(broker.url(), "ears"), states);
        ears.subscribe(filter, 1, received);
        ears.start();
        states.await("connection", state -> state.phase() == Phase.CONNECTED);
        return received;
    }

    private static Message intent(String text) {
        return KITCHEN.message(SiteTopic.INTENT, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Received message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }

    private State outcome(HubSettings settings) {
        Recorder<State> states = new Recorder<>();
        hub(settings, states).start();
        return states.await("an outcome", state -> state.phase() != Phase.CONNECTING);
    }

    private Path passwords() throws Exception {
        Path file = folder.resolve("passwords");
        Process tool = new ProcessBuilder(Mosquitto.require("mosquitto_passwd").toString(), "-b", "-c", file.toString(),
                "anna", "right").redirectErrorStream(true).redirectOutput(folder.resolve("passwd.log").toFile()).start();
        assertTrue(tool.waitFor(Recorder.LIMIT_SECONDS, TimeUnit.SECONDS));
        return file;
    }

    @Test
    void shouldTellWhoIsRefusedAndStayOutUntilThePasswordIsRight() throws Exception {
        Mosquitto broker = broker("allow_anonymous false", "password_file " + passwords());

        State wrong = outcome(settings(broker.url(), "a").withLogin("anna", "wrong"));
        assertEquals(Phase.REFUSED, wrong.phase());
        assertTrue(wrong.detail().contains("anna") && wrong.detail().contains("password"), wrong.detail());
        State nobody = outcome(settings(broker.url(), "b"));
        assertEquals(Phase.REFUSED, nobody.phase());
        assertTrue(nobody.detail().contains("without user name"), nobody.detail());
        assertEquals(Phase.CONNECTED, outcome(settings(broker.url(), "c").withLogin("anna", "right")).phase());
    }

    @Test
    void shouldCountWhatTheBrokerDoesNotAccept() throws Exception {
        Path acl = Files.writeString(folder.resolve("acl"), "topic write hearken/kitchen/state\ntopic read #\n");
        Mosquitto broker = broker("allow_anonymous true", "acl_file " + acl);
        Recorder<Received> received = listen(broker, "#");
        Recorder<State> states = new Recorder<>();
        PahoHub speaker = hub(settings(broker.url(), "speaker"), states);
        speaker.start();

        speaker.publish(intent("forbidden"));
        speaker.publish(KITCHEN.message(SiteTopic.STATE, "allowed".getBytes(StandardCharsets.UTF_8)));

        received.await("what is allowed", m -> text(m).equals("allowed"));
        // The end waits for every acknowledgement.
        speaker.close();
        assertEquals(1, received.count());
        assertEquals(1, speaker.metrics().rejected());
        assertEquals(1, speaker.metrics().delivered());
    }

    @Test
    void shouldKeepTheConnectionThoughAMessageIsTooLargeForTheBroker() throws Exception {
        Mosquitto broker = broker("allow_anonymous true", "max_packet_size 2000");
        Recorder<Received> received = listen(broker, "hearken/#");
        Recorder<State> states = new Recorder<>();
        PahoHub speaker = hub(settings(broker.url(), "speaker"), states);
        speaker.start();

        speaker.publish(intent("x".repeat(1990)));
        speaker.publish(intent("small"));

        received.await("the small message", m -> text(m).equals("small"));
        speaker.close();
        assertEquals(1, received.count());
        assertEquals(1, speaker.metrics().rejected());
        assertEquals(0, speaker.metrics().losses());
    }

    @Test
    void shouldDeliverAfterAHalfOpenConnectionWhatWasSwallowed() throws Exception {
        Mosquitto broker = broker("allow_anonymous true");
        FlakyProxy proxy = opened(new FlakyProxy(broker.port()));
        Recorder<Received> received = listen(broker, "hearken/#");
        Recorder<State> states = new Recorder<>();
        PahoHub speaker = hub(settings(proxy.url(), "speaker"), states);
        speaker.start();
        states.await("connection", state -> state.phase() == Phase.CONNECTED);
        int before = states.count();

        proxy.goSilent();
        speaker.publish(intent("one"));
        speaker.publish(intent("two"));

        states.awaitAfter(before, "detection", state -> state.phase() == Phase.WAITING_TO_RECONNECT);
        received.await("the second intent", m -> text(m).equals("two"));
        assertEquals(List.of("one", "two"), received.all().stream().map(MosquittoFaultsTest::text).toList());
    }

    @Test
    void shouldNoticeAHalfOpenConnectionWithNothingToSay() throws Exception {
        Mosquitto broker = broker("allow_anonymous true");
        FlakyProxy proxy = opened(new FlakyProxy(broker.port()));
        Recorder<State> states = new Recorder<>();
        hub(settings(proxy.url(), "speaker"), states).start();
        states.await("connection", state -> state.phase() == Phase.CONNECTED);
        int before = states.count();

        proxy.goSilent();

        State lost = states.awaitAfter(before, "detection", state -> state.phase() == Phase.WAITING_TO_RECONNECT);
        assertTrue(lost.detail().contains("silent"), lost.detail());
        states.awaitAfter(before, "the next connection", state -> state.phase() == Phase.CONNECTED);
    }

    @Test
    void shouldSendAnUnconfirmedIntentAgainOnce() throws Exception {
        Mosquitto broker = broker("allow_anonymous true");
        FlakyProxy proxy = opened(new FlakyProxy(broker.port()));
        Recorder<Received> received = listen(broker, "hearken/#");
        Recorder<State> states = new Recorder<>();
        PahoHub speaker = hub(settings(proxy.url(), "speaker"), states);
        speaker.start();
        states.await("connection", state -> state.phase() == Phase.CONNECTED);
        int before = states.count();

        proxy.swallowAnswers();
        speaker.publish(intent("once or twice"));
        states.awaitAfter(before, "the next connection", state -> state.phase() == Phase.CONNECTED);
        speaker.publish(intent("last"));

        received.await("the last intent", m -> text(m).equals("last"));
        assertEquals(List.of("once or twice", "once or twice", "last"), received.all().stream().map(MosquittoFaultsTest::text).toList());
        assertEquals(1, speaker.metrics().resent());
    }

    @Test
    void shouldBeReportedGoneWhenItsMachineIsSwitchedOff() throws Exception {
        Mosquitto broker = broker("allow_anonymous true");
        FlakyProxy proxy = opened(new FlakyProxy(broker.port()));
        Recorder<Received> status = listen(broker, "hearken/kitchen/status");
        Recorder<State> states = new Recorder<>();
        hub(settings(proxy.url(), "speaker").withPresence(KITCHEN.presence("online", "offline")), states).start();
        status.await("birth", m -> text(m).equals("online"));

        proxy.cut();

        status.await("last will", m -> text(m).equals("offline"));
        status.awaitAfter(2, "birth again", m -> text(m).equals("online"));
    }

    @Test
    void shouldLetTheBrokerDropWhatHasBecomeTooOld() throws Exception {
        Mosquitto broker = broker("allow_anonymous true");
        Recorder<Received> received = listen(broker, "retained/#");
        Recorder<State> states = new Recorder<>();
        PahoHub speaker = hub(settings(broker.url(), "speaker"), states);
        speaker.start();
        // Its life begins here: on a busy machine the connection alone may take longer.
        states.await("connection", state -> state.phase() == Phase.CONNECTED);
        speaker.publish(new Message("retained/short", new byte[] {1}, 1, true, Duration.ofSeconds(2), Urgency.EVENT));
        received.await("the live message", m -> true);

        // Later subscribers ask again and again until the broker has forgotten it.
        boolean forgotten = false;
        for (int i = 0; i < 50 && !forgotten; i++) {
            Recorder<Received> probe = new Recorder<>();
            try (PahoHub asker = new PahoHub(settings(broker.url(), "asker"))) {
                asker.subscribe("retained/#", 1, probe);
                asker.subscribe("end", 1, probe);
                asker.publish(new Message("end", new byte[0], 1, false, Duration.ZERO, Urgency.EVENT));
                asker.start();
                probe.await("the end", m -> m.topic().equals("end"));
            }
            forgotten = probe.count() == 1;
        }
        assertTrue(forgotten);
    }
}
