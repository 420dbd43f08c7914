package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.agent.Fault;
import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.app.internal.wyoming.Wyoming;
import dev.hearken.speech.Transcript;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

/** Wyoming over TCP, with a client that is written from the specification and speaks bytes. */
class WyomingClientTest {

    private static final long LIMIT_MILLIS = 20_000;

    @TempDir
    private Path folder;
    private final Vertx vertx = Vertx.vertx();
    private final List<WyomingClient> clients = new ArrayList<>();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private @Nullable HandSteppedSpeaker speaker;
    private int port;

    private HandSteppedSpeaker speaker(Override... more) {
        List<Override> settings = new ArrayList<>(List.of(new Override("test", "wyoming.enabled", "true"), new Override("test", "wyoming.host", "127.0.0.1"),
            new Override("test", "wyoming.port", "0"), new Override("test", "wyoming.announce", "false")));
        settings.addAll(List.of(more));
        HandSteppedSpeaker made = new HandSteppedSpeaker(folder, settings.toArray(Override[]::new));
        speaker = made;
        Wyoming wyoming = made.assembly.wyoming().orElseThrow();
        wyoming.start(vertx, faults::add);
        await("the server", () -> wyoming.port().isPresent());
        port = wyoming.port().orElseThrow();
        made.step(3);
        return made;
    }

    @AfterEach
    void stop() throws Exception {
        for (WyomingClient client : clients) {
            client.close();
        }
        if (speaker != null) {
            speaker.assembly.wyoming().orElseThrow().close();
            speaker.assembly.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private WyomingClient connect() throws IOException {
        WyomingClient client = new WyomingClient(port, this::turn);
        clients.add(client);
        return client;
    }

    /** Lets the speaker live for a moment. */
    private void turn() {
        if (speaker != null) {
            speaker.drain();
            speaker.step(2);
            speaker.assembly.wyoming().orElseThrow().tick();
            speaker.drain();
        }
    }

    private void await(String what, BooleanSupplier reached) {
        long end = System.currentTimeMillis() + LIMIT_MILLIS;
        while (!reached.getAsBoolean()) {
            assertTrue(System.currentTimeMillis() < end, what);
            turn();
            LockSupport.parkNanos(500_000);
        }
    }

    @Test
    void shouldAnswerByteForByte() throws IOException {
        speaker();
        WyomingClient client = connect();
        client.send("{'type':'ping','data':{'text':'hello'}}\n");
        String expected = "{\"type\":\"pong\",\"data_length\":16}\n{\"text\":\"hello\"}";
        assertEquals(expected, new String(client.take(expected.length()), StandardCharsets.UTF_8));
        client.send("{'type':'recognize','data_length':27}\n{'text':'turn on the oven'}");
        String intent = "{\"name\":\"TurnOn\",\"entities\":[{\"name\":\"name\",\"value\":\"oven\"}],\"text\":\"turn on the oven\"}";
        String line = "{\"type\":\"intent\",\"data_length\":" + intent.length() + "}\n" + intent;
        assertEquals(line, new String(client.take(line.length()), StandardCharsets.UTF_8));
    }

    @Test
    void shouldDescribeEveryRole() throws IOException {
        speaker();
        WyomingClient client = connect();
        client.send("{'type':'describe'}\n");
        JsonObject info = client.expect("info").data();
        for (String kind : List.of("asr", "tts", "wake", "intent", "snd")) {
            JsonObject program = info.getJsonArray(kind).getJsonObject(0);
            for (String key : List.of("name", "description", "version")) {
                assertNotNull(program.getString(key), kind + " " + key);
            }
            assertTrue(program.getBoolean("installed"));
            assertNotNull(program.getJsonObject("attribution").getString("name"));
        }
        assertEquals("en", info.getJsonArray("asr").getJsonObject(0).getJsonArray("models").getJsonObject(0).getJsonArray("languages").getString(0));
        assertEquals("computer", info.getJsonArray("wake").getJsonObject(0).getJsonArray("models").getJsonObject(0).getString("name"));
        assertNotNull(info.getJsonObject("satellite").getString("name"));
        assertEquals(new JsonArray(), info.getJsonArray("mic"), "nobody listens unless it is allowed");
        assertFalse(info.encode().contains("null"));
    }

    @Test
    void shouldTranscribeWhileTheClientSpeaks() throws IOException {
        speaker();
        WyomingClient client = connect();
        client.send("{'type':'transcribe','data':{'language':'en'}}\n{'type':'audio-start','data':{'rate':16000,'width':2,'channels':1}}\n");
        client.audio(5, 8_000);
        assertEquals("en", client.expect("transcript-start").data().getString("language"));
        client.send("{'type':'audio-stop'}\n");
        WyomingClient.Event transcript = client.expect("transcript");
        assertEquals("turn on the light", transcript.data().getString("text"));
        assertEquals("en", transcript.data().getString("language"));
        client.expect("transcript-stop");
        assertTrue(client.passed.contains("transcript-chunk"), client.passed.toString());
    }

    @Test
    void shouldDetectTheWakeWordOrSayThatThereWasNone() throws IOException {
        speaker();
        WyomingClient client = connect();
        client.send("{'type':'detect','data':{'names':['computer']}}\n{'type':'audio-start','data':{'rate':16000,'width':2,'channels':1}}\n");
        client.audio(1, 1_600);
        client.audio(FakeHearing.WAKE, 8_000);
        client.audio(5, 1_600);
        WyomingClient.Event detection = client.expect("detection");
        assertEquals("computer", detection.data().getString("name"));
        assertNotNull(detection.data().getLong("timestamp"));
        client.send("{'type':'audio-stop'}\n");
        client.send("{'type':'detect'}\n{'type':'audio-start','data':{'rate':16000,'width':2,'channels':1}}\n");
        client.audio(1, 1_600);
        client.send("{'type':'audio-stop'}\n");
        client.expect("not-detected");
    }

    @Test
    void shouldSynthesizeAtOnceAndInPieces() throws IOException {
        speaker();
        WyomingClient client = connect();
        client.send("{'type':'synthesize','data':{'text':'Hello'}}\n");
        WyomingClient.Event start = client.expect("audio-start");
        assertEquals(new JsonObject().put("rate", 16_000).put("width", 2).put("channels", 1).put("timestamp", 0), start.data());
        assertEquals(2 * 500, soundUntilStop(client));

        client.send("{'type':'synthesize-start'}\n{'type':'synthesize-chunk','data':{'text':'One. T'}}\n");
        client.expect("audio-start");
        assertEquals(2 * 400, client.expect("audio-chunk").payload().length, "the first sentence is spoken before the second is complete");
        client.send("{'type':'synthesize-chunk','data':{'text':'wo.'}}\n{'type':'synthesize','data':{'text':'One. Two.'}}\n{'type':'synthesize-stop'}\n");
        assertEquals(2 * 400, soundUntilStop(client));
        client.expect("synthesize-stopped");
    }

    private static int soundUntilStop(WyomingClient client) throws IOException {
        int bytes = 0;
        for (WyomingClient.Event event = client.next(); !event.type().equals("audio-stop"); event = client.next()) {
            assertEquals("audio-chunk", event.type());
            bytes += event.payload().length;
        }
        return bytes;
    }

    @Test
    void shouldSayWhenASentenceIsUnknown() throws IOException {
        speaker();
        WyomingClient client = connect();
        client.send("{'type':'recognize','data':{'text':'tell me a joke'}}\n");
        assertEquals("tell me a joke", client.expect("not-recognized").data().getString("text"));
    }

    @Test
    void shouldPlayWhatAClientSends() throws IOException {
        HandSteppedSpeaker made = speaker();
        WyomingClient client = connect();
        client.send("{'type':'audio-start','data':{'rate':16000,'width':2,'channels':1}}\n");
        client.audio(3_000, 16_000);
        client.send("{'type':'audio-stop'}\n");
        client.expect("played");
        assertEquals(16_000, made.sink.played.size(), 300);
        assertEquals(3_000, made.sink.played.get(8_000), 10);
    }

    @Test
    void shouldBeASatellite() throws IOException {
        HandSteppedSpeaker made = speaker();
        WyomingClient server = connect();
        server.send("{'type':'run-satellite'}\n{'type':'ping','data':{'text':''}}\n");
        server.expect("pong");
        made.source.then(1, 800).then(FakeHearing.WAKE, 8_000).then(5, 160_000);
        WyomingClient.Event run = server.expect("run-pipeline");
        assertEquals("asr", run.data().getString("start_stage"));
        assertEquals("tts", run.data().getString("end_stage"));
        assertEquals("computer", run.data().getString("wake_word_name"));
        assertEquals("computer", server.expect("detection").data().getString("name"));
        server.expect("streaming-started");
        assertEquals(16_000, server.expect("audio-start").data().getInteger("rate"));
        WyomingClient.Event first = server.expect("audio-chunk");
        assertEquals(2_048, first.payload().length);
        assertEquals(0, first.data().getInteger("timestamp"));
        assertEquals(FakeHearing.WAKE, first.payload()[0] & 0xff | first.payload()[1] << 8, "from just before the end of the wake word");
        assertEquals("listening", made.lastState());

        server.send("{'type':'transcript','data':{'text':'what is the weather'}}\n");
        server.expect("audio-stop");
        server.expect("streaming-stopped");
        assertEquals(List.of(), made.hub.bodies("intent"), "the server understands, not the speaker");
        server.send("{'type':'synthesize','data':{'text':'It rains.'}}\n{'type':'audio-start','data':{'rate':16000,'width':2,'channels':1}}\n");
        server.audio(2_000, 4_000);
        server.send("{'type':'audio-stop'}\n");
        server.expect("played");
        assertEquals(4_000, made.sink.played.size(), 300);

        server.close();
        await("the satellite to be free", () -> !made.assembly.wyoming().orElseThrow().understands());
        made.source.then(0, 1_600).then(1, 800).then(FakeHearing.WAKE, 8_000).then(5, 8_000).then(0, 1_600);
        await("the speaker to understand by itself", () -> !made.hub.bodies("intent").isEmpty());
    }

    @Test
    void shouldEndTheStreamAtTheEndOfSpeech() throws IOException {
        HandSteppedSpeaker made = speaker();
        WyomingClient server = connect();
        server.send("{'type':'run-satellite'}\n{'type':'ping'}\n");
        server.expect("pong");
        made.sayCommand();
        server.expect("run-pipeline");
        WyomingClient.Event stop = server.expect("audio-stop");
        assertEquals(1_000, stop.data().getInteger("timestamp"), 150);
        server.send("{'type':'pause-satellite'}\n{'type':'ping'}\n");
        server.expect("pong");
        assertFalse(made.assembly.wyoming().orElseThrow().understands());
    }

    @Test
    void shouldLetClientsListenOnlyIfThatIsAllowed() throws IOException {
        speaker(new Override("test", "wyoming.microphone", "true")).source.then(7, 160_000);
        WyomingClient client = connect();
        client.expect("audio-start");
        WyomingClient.Event chunk = client.expect("audio-chunk");
        assertEquals(1_024, chunk.payload().length);
        assertEquals(7, chunk.payload()[0]);
    }

    /** Who has begun ends with the models it began with, who stalls is asked to go, and all others get the new ones at once. */
    @Test
    void shouldFollowTheSpeakerToOtherModels() throws IOException {
        HandSteppedSpeaker made = speaker();
        WyomingClient early = connect();
        WyomingClient stalled = connect();
        for (WyomingClient client : List.of(early, stalled)) {
            client.send("{'type':'transcribe'}\n{'type':'audio-start','data':{'rate':16000,'width':2,'channels':1}}\n");
            client.expect("transcript-start");
        }
        boolean[] changed = new boolean[1];
        made.assembly.modelChange().to(LoadedSpeech.load(otherParts()), () -> changed[0] = true);
        WyomingClient late = connect();
        late.send("{'type':'describe'}\n");
        JsonObject wake = late.expect("info").data().getJsonArray("wake").getJsonObject(0);
        assertEquals("hey house", wake.getJsonArray("models").getJsonObject(0).getString("phrase"), "what is offered follows");
        late.send("{'type':'transcribe'}\n{'type':'audio-start','data':{'rate':16000,'width':2,'channels':1}}\n");
        late.audio(5, 4_000);
        late.send("{'type':'audio-stop'}\n");
        assertEquals("open it", late.expect("transcript").data().getString("text"));
        early.audio(5, 4_000);
        early.send("{'type':'audio-stop'}\n");
        assertEquals("turn on the light", early.expect("transcript").data().getString("text"));
        made.source.then(0, 48_000);
        assertEquals("engine", stalled.expect("error").data().getString("code"));
        await("nothing of the old ones in use", () -> changed[0]);
    }

    private static SpeechParts otherParts() {
        FakeHearing.Recogniser dictation = new FakeHearing.Recogniser();
        dictation.says = new Transcript(List.of(new Transcript.Hypothesis("OpenGate", "open it", Map.of(), 0.9, new Transcript.Evidence(-0.1, -0.1, 0, -0.2, 12))),
            false, 1, Transcript.EndReason.END_OF_INPUT);
        return new SpeechParts(FakeHearing.words("hey house"), FakeHearing.Wake::new, FakeHearing.Activity::new, FakeHearing.Recogniser::new, FakeHearing.grammar(), FakeHearing::compiled,
            FakeHearing::matcher, () -> dictation, Optional.empty(), Optional.of(FakeHearing.Voice::new), Optional.empty());
    }

    @Test
    void shouldGiveClientsNothingButSilenceWhileMuted() throws IOException {
        HandSteppedSpeaker made = speaker(new Override("test", "wyoming.microphone", "true"));
        made.command("mute", "on");
        made.source.then(7, 160_000);
        WyomingClient client = connect();
        client.expect("audio-start");
        for (int i = 0; i < 20; i++) {
            assertArrayEquals(new byte[1_024], client.expect("audio-chunk").payload());
        }
    }

    @Test
    void shouldSurviveBadClients() throws IOException {
        speaker();
        for (String bad : List.of("GET / HTTP/1.1\r\n\r\n", "{'type':'x','payload_length':99999999}\n", "{'type':'audio-start','data':{'rate':7}}\n",
            "{'type':'recognize'}\n", "{'type':'synthesize','data':{'text':'" + "x".repeat(5_000) + "'}}\n", "x".repeat(70_000))) {
            WyomingClient client = connect();
            client.send(bad);
            assertEquals("protocol", client.expect("error").data().getString("code"), bad);
            assertTrue(client.closedByServer(), bad);
        }
        WyomingClient gone = connect();
        gone.send("{'type':'transcribe'}\n{'type':'audio-start','data':{'rate':16000,'width':2,'channels':1}}\n{'type':'audio-chunk','payload_length':500}\nabc");
        gone.close();
        WyomingClient halfClosed = connect();
        halfClosed.send("{'type':'audio-stop'}\n{'type':'unknown-event'}\n{'type':'detec");
        halfClosed.socket.shutdownOutput();
        assertTrue(halfClosed.closedByServer());
        WyomingClient good = connect();
        good.send("{'type':'ping'}\n");
        good.expect("pong");
    }

    @Test
    void shouldRefuseMoreClientsThanItServes() throws IOException {
        speaker();
        for (int i = 0; i < 16; i++) {
            WyomingClient client = connect();
            client.send("{'type':'ping'}\n");
            client.expect("pong");
        }
        WyomingClient late = connect();
        assertEquals("busy", late.expect("error").data().getString("code"));
        assertTrue(late.closedByServer());
        clients.get(0).close();
        await("room", () -> {
            try {
                WyomingClient again = connect();
                again.send("{'type':'ping'}\n");
                return again.next().type().equals("pong");
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Test
    void shouldSayThatThePortIsTaken() {
        speaker();
        HandSteppedSpeaker other = new HandSteppedSpeaker(folder, new Override("test", "wyoming.enabled", "true"),
            new Override("test", "wyoming.host", "127.0.0.1"), new Override("test", "wyoming.port", String.valueOf(port)));
        other.assembly.wyoming().orElseThrow().start(vertx, faults::add);
        await("the fault", () -> !faults.isEmpty());
        assertTrue(faults.get(0).message().contains("127.0.0.1:" + port), faults.toString());
        other.assembly.wyoming().orElseThrow().close();
    }
}
