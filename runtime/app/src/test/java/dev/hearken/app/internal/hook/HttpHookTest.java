package dev.hearken.app.internal.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.hearken.app.internal.message.HubCommand;
import dev.hearken.app.internal.message.Messages;
import dev.hearken.dialogue.Intent;
import dev.hearken.speech.Transcript.SlotValue;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server on the loopback interface. */
class HttpHookTest {

    private static final Intent INTENT = new Intent("HassGetWeather", Map.of("area", new SlotValue("Garden", "the garden")), 0.9, "the weather", "site", "s7", "en");

    private final BlockingQueue<HubCommand.Answer> answers = new LinkedBlockingQueue<>();
    private final Messages messages = new Messages("site", Clock.systemUTC());
    private HttpServer server;
    private volatile int status = 200;
    private volatile String response = "";
    private volatile String posted = "";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/intent", exchange -> {
            posted = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] body = response.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldPostTheIntentAndTakeTheResponseAsAnswer() throws InterruptedException {
        response = "{\"text\": \"Sunny.\", \"listen\": true}";
        assertEquals(new HubCommand.Answer("s7", "Sunny.", true), ask());
        JsonObject intent = new JsonObject(posted);
        assertEquals("HassGetWeather", intent.getString("intent"));
        assertEquals("Garden", intent.getJsonObject("slots").getJsonObject("area").getString("value"));
    }

    @Test
    void shouldTakePlainText() throws InterruptedException {
        response = "Rain is coming.";
        assertEquals(new HubCommand.Answer("s7", "Rain is coming.", false), ask());
    }

    @Test
    void shouldHaveNoAnswerWhereThereIsNone() throws InterruptedException {
        HubCommand.Answer none = new HubCommand.Answer("s7", "", false);
        assertEquals(none, ask());
        status = 404;
        response = "not found";
        assertEquals(none, ask());
        status = 200;
        response = "{broken";
        assertEquals(none, ask());
        server.stop(0);
        assertEquals(none, ask());
    }

    @Test
    void shouldAskNobodyUnlessTold() {
        assertFalse(IntentHook.of("none", 1_000, messages, Runnable::run).ask(INTENT, answers::add));
        assertTrue(IntentHook.of("mqtt", 1_000, messages, Runnable::run).ask(INTENT, answers::add));
        assertTrue(answers.isEmpty());
    }

    private HubCommand.Answer ask() throws InterruptedException {
        String url = "http://" + server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort() + "/intent";
        assertTrue(IntentHook.of(url, 20_000, messages, Runnable::run).ask(INTENT, answers::add));
        return answers.poll(20, TimeUnit.SECONDS);
    }
}
