package dev.hearken.app.internal.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.SiteTopic;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubCommandTest {

    private static HubCommand parse(SiteTopic kind, String body) {
        return HubCommand.parse(kind, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldTakeObjectsAndPlainValues() {
        assertEquals(new HubCommand.Say("Dinner!"), parse(SiteTopic.SAY, "Dinner!"));
        assertEquals(new HubCommand.Say("Dinner!"), parse(SiteTopic.SAY, "{\"text\": \"Dinner!\"}"));
        assertEquals(new HubCommand.Say("Dinner!"), parse(SiteTopic.SAY, "\"Dinner!\""));
        assertEquals(new HubCommand.Mute(true), parse(SiteTopic.MUTE, "ON"));
        assertEquals(new HubCommand.Mute(false), parse(SiteTopic.MUTE, "{\"muted\": false}"));
        assertEquals(new HubCommand.Volume(40), parse(SiteTopic.VOLUME, " 40 "));
        assertEquals(new HubCommand.Volume(41), parse(SiteTopic.VOLUME, "{\"volume\": 40.6}"));
        assertEquals(new HubCommand.Listen(), parse(SiteTopic.LISTEN, "whatever"));
        assertEquals(new HubCommand.Stop(), parse(SiteTopic.STOP, ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        SAY    | {}                 | say: a text is expected
        SAY    | {"text": ""}       | say: a text is expected
        SAY    | {"text"            | the body is not JSON
        MUTE   | maybe              | mute: {"muted": true}
        VOLUME | -1                 | volume: {"volume": 0 to 100}
        VOLUME | 101                | volume: {"volume": 0 to 100}
        VOLUME | NaN                | volume: {"volume": 0 to 100}
        VOLUME | {"volume": [1]}    | volume: {"volume": 0 to 100}
        """)
    void shouldSayWhatIsExpected(SiteTopic kind, String body, String expected) {
        String message = assertThrows(IllegalArgumentException.class, () -> parse(kind, body)).getMessage();
        assertTrue(message.startsWith(expected), message);
    }

    @Test
    void shouldBoundWhatItSays() {
        HubCommand.Say say = (HubCommand.Say) parse(SiteTopic.SAY, "s".repeat(100_000));
        assertEquals(HubCommand.LONGEST_TEXT, say.text().length());
    }

    @Test
    void shouldNotStumbleOverBytesThatAreNoText() {
        assertThrows(IllegalArgumentException.class, () -> HubCommand.parse(SiteTopic.VOLUME, new byte[] {(byte) 0xff, (byte) 0xfe, 0}));
    }

    @Test
    void shouldReadAnswers() {
        assertEquals(new HubCommand.Answer("s1", "Sunny.", true), HubCommand.Answer.parse("{\"sessionId\": \"s1\", \"text\": \"Sunny.\", \"listen\": true}".getBytes(StandardCharsets.UTF_8)));
        assertEquals(new HubCommand.Answer("", "Sunny.", false), HubCommand.Answer.parse("Sunny.".getBytes(StandardCharsets.UTF_8)));
    }
}
