package dev.hearken.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users write: broker addresses, settings and names of speakers. */
class AddressesTest {

    @ParameterizedTest
    @CsvSource({
        "mqtt://hub, tcp://hub:1883, mqtt://hub:1883", "tcp://hub:1, tcp://hub:1, mqtt://hub:1",
        "mqtts://hub, ssl://hub:8883, mqtts://hub:8883", "ssl://hub, ssl://hub:8883, mqtts://hub:8883",
        "hub.local, tcp://hub.local:1883, mqtt://hub.local:1883", "hub.local:99, tcp://hub.local:99, mqtt://hub.local:99",
        "MQTT://hub/, tcp://hub:1883, mqtt://hub:1883", "mqtt://[::1]:7, tcp://[::1]:7, mqtt://[::1]:7",
        "ws://hub:9001/mqtt, ws://hub:9001/mqtt, ws://hub:9001/mqtt", "wss://hub/mqtt, wss://hub:443/mqtt, wss://hub:443/mqtt",
    })
    void shouldReadBrokerAddresses(String text, String uri, String shown) {
        BrokerAddress address = BrokerAddress.parse(text);
        assertEquals(uri, address.uri());
        assertEquals(shown, address.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://hub", "mqtt://", "mqtt://hub:0", "mqtt://hub:70000", "mqtt://hub:x", "mqtt://hub/path",
        "mqtt://a b", "mqtt://user:secret@hub", "://"})
    void shouldRefuseOtherAddressesInWords(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> BrokerAddress.parse(text)).getMessage();
        assertTrue(message.startsWith("broker"), message);
        assertFalse(message.contains("secret"), message);
    }

    @Test
    void shouldRefuseSettingsThatCannotWork() {
        HubSettings settings = HubSettings.of("mqtt://hub", "speaker");
        assertThrows(IllegalArgumentException.class, () -> HubSettings.of("mqtt://hub", "a client"));
        assertThrows(IllegalArgumentException.class, () -> settings.withLogin("", "x"));
        assertThrows(IllegalArgumentException.class, () -> settings.withTls(new HubSettings.Tls(Path.of("ca.pem"), null, null)));
        assertThrows(IllegalArgumentException.class, () -> new HubSettings.Tls(null, Path.of("cert.pem"), null));
        Duration second = Duration.ofSeconds(1);
        assertThrows(IllegalArgumentException.class, () -> new HubSettings.Timing(Duration.ofMillis(10), second, second, second, second));
        assertThrows(IllegalArgumentException.class, () -> new HubSettings.Timing(second, second, second, Duration.ZERO, second));
        assertThrows(IllegalArgumentException.class, () -> new HubSettings.Timing(second, Duration.ZERO, second, second, second));
        assertThrows(IllegalArgumentException.class, () -> new HubSettings.Limits(0, 1, 1, 1, 1));
    }

    @Test
    void shouldNotPrintThePassword() {
        assertFalse(HubSettings.of("mqtt://hub", "speaker").withLogin("anna", "geheim").toString().contains("geheim"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a/b", "kitchen+", "#", "a\u0000b", "line\nbreak"})
    void shouldRefuseSiteIdsThatBreakATopic(String siteId) {
        assertThrows(IllegalArgumentException.class, () -> new Topics(siteId));
    }

    @Test
    void shouldRefuseASiteIdThatIsTooLongOrHalfACharacter() {
        assertThrows(IllegalArgumentException.class, () -> new Topics("x".repeat(65)));
        assertThrows(IllegalArgumentException.class, () -> new Topics("\ud83d"));
        assertEquals("hearken/\ud83c\udfe0/say", new Topics("\ud83c\udfe0").topic(SiteTopic.SAY));
    }

    @Test
    void shouldNameTopicsAndTheirDelivery() {
        Topics topics = new Topics("K\u00fcche");
        HubPort.Message intent = topics.message(SiteTopic.INTENT, "{}".getBytes(StandardCharsets.UTF_8));
        assertEquals("hearken/K\u00fcche/intent", intent.topic());
        assertEquals(1, intent.qos());
        assertFalse(intent.retain());
        assertEquals(Duration.ofSeconds(30), intent.expiry());
        assertEquals(HubPort.Message.Urgency.INTENT, intent.urgency());
        assertTrue(topics.message(SiteTopic.STATE, new byte[0]).retain());
        assertEquals(Optional.of(SiteTopic.MUTE), topics.command("hearken/K\u00fcche/mute"));
        assertEquals(Optional.empty(), topics.command("hearken/K\u00fcche/intent"));
        assertEquals(Optional.empty(), topics.command("hearken/bath/mute"));
        assertThrows(IllegalArgumentException.class, () -> topics.message(SiteTopic.SAY, new byte[0]));
    }
}
