package dev.hearken.app.internal.wyoming;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WyomingParserTest {

    private final List<WyomingEvent> events = new ArrayList<>();
    private final WyomingParser parser = new WyomingParser(events::add);

    @Test
    void shouldWriteWhatTheSpecificationSays() {
        assertEquals("{\"type\":\"pong\",\"data_length\":16}\n{\"text\":\"hello\"}", WyomingEvent.of("pong", new JsonObject().put("text", "hello")).encode().toString());
        assertEquals("{\"type\":\"played\"}\n", WyomingEvent.of("played").encode().toString());
        assertEquals("{\"type\":\"audio-chunk\",\"data_length\":14,\"payload_length\":2}\n{\"rate\":16000}ab",
            new WyomingEvent("audio-chunk", new JsonObject().put("rate", 16_000), new byte[] {'a', 'b'}).encode().toString());
    }

    @Test
    void shouldMergeTheDataBehindTheLineOverThoseInIt() {
        parser.accept(Buffer.buffer("{\"type\":\"x\",\"data\":{\"a\":1,\"b\":1},\"data_length\":7,\"payload_length\":3,\"version\":\"1\"}\n{\"b\":2}abc{\"type\":\"y\"}\n"));
        assertEquals(2, events.size());
        assertEquals(new JsonObject().put("a", 1).put("b", 2), events.get(0).data());
        assertArrayEquals(new byte[] {'a', 'b', 'c'}, events.get(0).payload());
        assertEquals("y", events.get(1).type());
    }

    @Test
    void shouldNotCareHowTheBytesAreCut() {
        Random random = new Random(5);
        Buffer all = Buffer.buffer();
        for (int i = 0; i < 200; i++) {
            byte[] payload = new byte[random.nextInt(3000)];
            random.nextBytes(payload);
            all.appendBuffer(new WyomingEvent("t" + i, new JsonObject().put("i", i).put("s", "\n{}ä"), payload).encode());
        }
        for (int at = 0; at < all.length();) {
            int end = Math.min(all.length(), at + 1 + random.nextInt(random.nextBoolean() ? 5 : 5000));
            parser.accept(all.getBuffer(at, end));
            at = end;
        }
        assertEquals(200, events.size());
        for (int i = 0; i < 200; i++) {
            assertEquals("t" + i, events.get(i).type());
            assertEquals(i, events.get(i).data().getInteger("i"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello\n", "[]\n", "{}\n", "{\"type\":3}\n", "\n", "GET / HTTP/1.1\r\n", "{\"type\":\"x\",\"data_length\":-1}\n",
        "{\"type\":\"x\",\"payload_length\":999999999}\n", "{\"type\":\"x\",\"payload_length\":\"many\"}\n", "{\"type\":\"x\",\"data_length\":2}\n[]"})
    void shouldRefuseWhatIsNoWyoming(String bytes) {
        String message = assertThrows(WyomingException.class, () -> parser.accept(Buffer.buffer(bytes))).getMessage();
        assertTrue(message.length() > 5, message);
        assertEquals(List.of(), events);
    }

    @Test
    void shouldNotCollectALineWithoutEnd() {
        Buffer block = Buffer.buffer(new byte[16 << 10]);
        assertThrows(WyomingException.class, () -> {
            for (int i = 0; i < 5; i++) {
                parser.accept(block);
            }
        });
    }

    @Test
    void shouldCutTextIntoSentences() {
        SentenceCutter cutter = new SentenceCutter();
        assertEquals(List.of(), cutter.add("It is 21.5"));
        assertEquals(List.of("It is 21.5 degrees."), cutter.add(" degrees. And"));
        assertEquals(List.of("And warm!"), cutter.add(" warm! Ye"));
        assertEquals(List.of("Ye"), cutter.rest());
        assertEquals(List.of("你好。"), cutter.add("你好。再见"));
        assertEquals(List.of("再见"), cutter.rest());
        assertEquals(List.of(), cutter.rest());
    }

    @Test
    void shouldMixChannelsAndRefuseOddSamples() {
        PcmConverter stereo = new PcmConverter(new JsonObject().put("rate", 16_000).put("width", 2).put("channels", 2), 16_000);
        assertArrayEquals(new short[] {150, -2}, stereo.convert(new byte[] {100, 0, (byte) 200, 0, -1, -1, -3, -1, 7}));
        for (String bad : List.of("{\"rate\":16000,\"width\":4,\"channels\":1}", "{\"rate\":1,\"width\":2,\"channels\":1}", "{\"rate\":16000,\"width\":2}")) {
            assertThrows(WyomingException.class, () -> new PcmConverter(new JsonObject(bad), 16_000), bad);
        }
        assertEquals(8_000, new PcmConverter(new JsonObject().put("rate", 48_000).put("width", 2).put("channels", 1), 16_000).convert(new byte[48_000]).length, 100);
    }
}
