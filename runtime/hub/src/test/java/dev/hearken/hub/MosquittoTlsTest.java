package dev.hearken.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.HubPort.State;
import dev.hearken.hub.HubPort.State.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/** Encrypted connections to a real mosquitto. */
class MosquittoTlsTest {

    @TempDir
    private static Path keys;
    private static TestCertificates certificates;
    private static Path ca;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        Mosquitto.require("mosquitto");
        certificates = new TestCertificates(keys);
        ca = certificates.certificate("ca");
    }

    @AfterAll
    static void forget() {
        certificates = null;
    }

    private Mosquitto broker(String alias, String... more) throws Exception {
        String[] lines = new String[more.length + 4];
        lines[0] = "allow_anonymous true";
        lines[1] = "cafile " + ca;
        lines[2] = "certfile " + certificates.certificate(alias);
        lines[3] = "keyfile " + certificates.key(alias);
        System.arraycopy(more, 0, lines, 4, more.length);
        return Mosquitto.start(folder, "mqtts", lines);
    }

    /** The first answer: connected, refused or waiting. */
    private static State outcome(String url, HubSettings.@Nullable Tls tls) {
        HubSettings settings = HubSettings.of(url, "speaker");
        Recorder<State> states = new Recorder<>();
        try (PahoHub hub = new PahoHub(tls == null ? settings : settings.withTls(tls))) {
            hub.onState(states);
            hub.start();
            return states.await("an outcome", state -> state.phase() != Phase.CONNECTING);
        }
    }

    @Test
    void shouldConnectToABrokerOfItsOwnCa() throws Exception {
        try (Mosquitto broker = broker("broker")) {
            HubSettings.Tls trust = new HubSettings.Tls(ca, null, null);
            assertEquals(Phase.CONNECTED, outcome(broker.url(), trust).phase());
            assertEquals(Phase.CONNECTED, outcome("mqtts://localhost:" + broker.port(), trust).phase());
        }
    }

    @Test
    void shouldNotTrustAStranger() throws Exception {
        try (Mosquitto broker = broker("broker")) {
            for (HubSettings.@Nullable Tls tls : new HubSettings.@Nullable Tls[] {null,
                new HubSettings.Tls(certificates.certificate("stranger"), null, null)}) {
                State state = outcome(broker.url(), tls);
                assertEquals(Phase.REFUSED, state.phase());
                assertTrue(state.detail().contains("not trusted"), state.detail());
            }
        }
    }

    @Test
    void shouldCheckTheNameInTheCertificate() throws Exception {
        try (Mosquitto broker = broker("elsewhere")) {
            State state = outcome(broker.url(), new HubSettings.Tls(ca, null, null));
            assertEquals(Phase.REFUSED, state.phase());
            assertTrue(state.detail().contains("does not fit"), state.detail());
        }
    }

    @Test
    void shouldShowItsOwnCertificate() throws Exception {
        try (Mosquitto broker = broker("broker", "require_certificate true")) {
            assertEquals(Phase.CONNECTED, outcome(broker.url(), new HubSettings.Tls(ca, certificates.certificate("speaker"),
                    certificates.key("speaker"))).phase());
            State state = outcome(broker.url(), new HubSettings.Tls(ca, null, null));
            assertTrue(state.phase() == Phase.REFUSED || state.phase() == Phase.WAITING_TO_RECONNECT, state.toString());
        }
    }

    @Test
    void shouldNameTheFileThatIsUnusable() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Path missing = folder.resolve("missing.pem");
        try (Mosquitto broker = broker("broker")) {
            for (HubSettings.Tls tls : new HubSettings.Tls[] {new HubSettings.Tls(missing, null, null), new HubSettings.Tls(empty, null, null),
                new HubSettings.Tls(ca, ca, empty), new HubSettings.Tls(ca, missing, certificates.key("speaker"))}) {
                State state = outcome(broker.url(), tls);
                assertEquals(Phase.REFUSED, state.phase(), state.detail());
                assertTrue(state.detail().contains(".pem"), state.detail());
            }
        }
    }

    @Test
    void shouldTellThatAPortDoesNotSpeakTls() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder, "mqtts", "allow_anonymous true")) {
            State state = outcome(broker.url(), new HubSettings.Tls(ca, null, null));
            assertTrue(state.phase() == Phase.REFUSED || state.phase() == Phase.WAITING_TO_RECONNECT, state.toString());
            assertTrue(state.detail().contains("TLS"), state.detail());
        }
    }
}
