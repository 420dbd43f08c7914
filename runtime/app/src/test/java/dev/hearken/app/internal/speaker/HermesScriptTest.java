package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.hearken.app.internal.config.ConfigurationSources.Override;
import dev.hearken.audio.AudioFiles;
import dev.hearken.audio.AudioFormat;
import dev.hearken.dialogue.LoadedGrammar;
import dev.hearken.dialogue.TextMatcher;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubPort.Message;
import dev.hearken.hub.HubPort.Received;
import dev.hearken.hub.HubSettings;
import dev.hearken.hub.LocalBroker;
import dev.hearken.hub.PahoHub;
import dev.hearken.speech.Expression;
import dev.hearken.speech.Grammar;
import dev.hearken.speech.Transcript;
import dev.hearken.speech.Transcript.Hypothesis;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A skill's side of Hermes, written from the protocol alone, against the speaker through a broker. */
class HermesScriptTest {

    private static final long LIMIT_MILLIS = 20_000;

    @TempDir
    private Path folder;
    private Vertx vertx;
    private LocalBroker broker;
    private HubPort skill;
    private HubPort port;
    private HandSteppedSpeaker speaker;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private int read;

    @BeforeEach
    void connect() throws Exception {
        vertx = Vertx.vertx();
        broker = LocalBroker.start(vertx, LocalBroker.Options.LOOPBACK).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        skill = new PahoHub(HubSettings.of(broker.url(), "skill"));
        skill.subscribe("hermes/#", 1, received::add);
        skill.subscribe("rhasspy/#", 1, received::add);
        start(skill);
    }

    private static void start(HubPort hub) throws InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        hub.onState(state -> {
            if (state.phase() == HubPort.State.Phase.CONNECTED) {
                connected.countDown();
            }
        });
        hub.start();
        assertTrue(connected.await(LIMIT_MILLIS, TimeUnit.MILLISECONDS), "connected");
    }

    private void speaker(Override... more) throws InterruptedException {
        port = new PahoHub(HubSettings.of(broker.url(), "speaker"));
        Override[] settings = java.util.Arrays.copyOf(more, more.length + 1);
        settings[more.length] = new Override("test", "hermes.enabled", "true");
        speaker = new HandSteppedSpeaker(folder, Optional.of(port), settings);
        start(port);
        speaker.step(3);
    }

    @AfterEach
    void stop() throws Exception {
        if (port != null) {
            port.close();
        }
        skill.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private void say(String topic, String json) {
        skill.publish(new Message(topic, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), 1, false, Duration.ZERO, Message.Urgency.EVENT));
    }

    /** The next message on this topic; those before it on other topics are passed over. */
    private JsonObject expect(String topic) {
        return new JsonObject(new String(next(topic, message -> true).payload(), StandardCharsets.UTF_8));
    }

    private Received next(String topic, Predicate<Received> fits) {
        long end = System.currentTimeMillis() + LIMIT_MILLIS;
        while (System.currentTimeMillis() < end) {
            while (read < received.size()) {
                Received message = received.get(read++);
                if (message.topic().equals(topic) && fits.test(message)) {
                    return message;
                }
            }
            speaker.drain();
            speaker.step(2);
            speaker.tick();
            LockSupport.parkNanos(500_000);
        }
        return fail(topic + " did not come; all there was: " + received.stream().map(Received::topic).toList());
    }

    private void wake() {
        speaker.source.then(1, 800).then(FakeHearing.WAKE, 8000);
        utterance();
    }

    private void utterance() {
        speaker.source.then(5, 16_000).then(0, 1600);
    }

    private static Transcript heard(String intent, String text, Map<String, Transcript.SlotValue> slots) {
        return new Transcript(List.of(new Hypothesis(intent, text, slots, 0.9, new Transcript.Evidence(-0.1, -0.1, 0, -0.2, 12))), false, 1, Transcript.EndReason.SILENCE);
    }

    private String reason(JsonObject ended) {
        return ended.getJsonObject("termination").getString("reason");
    }

    @Test
    void shouldHoldAConversationWithSlotFilling() throws Exception {
        speaker();
        speaker.recogniser.says = heard("TurnOn", "turn on the light", Map.of("name", new Transcript.SlotValue("light.kitchen", "light")));
        wake();
        JsonObject detected = expect("hermes/hotword/computer/detected");
        assertEquals("computer", detected.getString("modelId"));
        assertEquals("default", detected.getString("siteId"));
        JsonObject started = expect("hermes/dialogueManager/sessionStarted");
        String session = started.getString("sessionId");
        JsonObject captured = expect("hermes/asr/textCaptured");
        assertEquals("turn on the light", captured.getString("text"));
        assertEquals(session, captured.getString("sessionId"));
        assertEquals("turn", captured.getJsonArray("asrTokens").getJsonArray(0).getJsonObject(0).getString("value"));
        assertEquals("TurnOn", expect("hermes/nlu/intentParsed").getJsonObject("intent").getString("intentName"));
        JsonObject intent = expect("hermes/intent/TurnOn");
        JsonObject slot = intent.getJsonArray("slots").getJsonObject(0);
        assertEquals("name", slot.getString("slotName"));
        assertEquals("light.kitchen", slot.getJsonObject("value").getString("value"));
        assertEquals(12, slot.getJsonObject("range").getInteger("start"));
        assertEquals(session, intent.getString("sessionId"));

        say("hermes/dialogueManager/continueSession", "{'sessionId': '" + session + "', 'text': 'Which one?', 'intentFilter': ['TurnOn'], 'slot': 'name', "
            + "'customData': {'step': 2}}");
        speaker.recogniser.says = heard("TurnOn", "the oven", Map.of("name", new Transcript.SlotValue("oven", "oven")));
        JsonObject second = answerAfter(10 * 100);
        assertEquals("oven", second.getJsonArray("slots").getJsonObject(0).getJsonObject("value").getString("value"));
        assertEquals(2, second.getJsonObject("customData").getInteger("step"));
        assertEquals(2, speaker.recogniser.begunWith.source().sentences().size(), "the filtered sentences and the slot alone were listened for");

        say("hermes/dialogueManager/endSession", "{'sessionId': '" + session + "', 'text': 'Done.'}");
        JsonObject ended = expect("hermes/dialogueManager/sessionEnded");
        assertEquals("nominal", reason(ended));
        assertEquals(session, ended.getString("sessionId"));
        assertEquals("idle", speaker.assembly.dialogue().state().name());
    }

    /** Waits until what is being asked has been said, answers, and gives the intent that comes of it. */
    private JsonObject answerAfter(int samplesSaid) {
        int before = speaker.sink.played.size();
        await("the question", () -> speaker.sink.played.size() >= before + samplesSaid && speaker.assembly.dialogue().state().name().equals("listening"));
        utterance();
        return expect("hermes/intent/TurnOn");
    }

    private void await(String what, java.util.function.BooleanSupplier reached) {
        long end = System.currentTimeMillis() + LIMIT_MILLIS;
        while (!reached.getAsBoolean()) {
            assertTrue(System.currentTimeMillis() < end, what);
            speaker.drain();
            speaker.step(2);
            speaker.tick();
            LockSupport.parkNanos(500_000);
        }
    }

    @Test
    void shouldQueueSessionsAndRefuseThoseThatMayNotWait() throws Exception {
        speaker();
        speaker.recogniser.says = heard("TurnOn", "turn on the light", Map.of());
        say("hermes/dialogueManager/startSession", "{'siteId': 'default', 'customData': 'a', 'init': {'type': 'action', 'text': 'Yes?', 'canBeEnqueued': true}}");
        JsonObject first = expect("hermes/dialogueManager/sessionStarted");
        assertEquals("a", first.getString("customData"));
        say("hermes/dialogueManager/startSession", "{'customData': 'b', 'init': {'type': 'notification', 'text': 'Dinner'}}");
        assertEquals("b", expect("hermes/dialogueManager/sessionQueued").getString("customData"));
        say("hermes/dialogueManager/startSession", "{'customData': 'c', 'init': {'type': 'action', 'canBeEnqueued': false}}");
        JsonObject refused = expect("hermes/dialogueManager/sessionEnded");
        assertEquals("c", refused.getString("customData"));
        assertEquals("error", reason(refused));

        assertEquals("a", answerAfter(0).getString("customData"));
        say("hermes/dialogueManager/endSession", "{'sessionId': '" + first.getString("sessionId") + "'}");
        assertEquals("a", expect("hermes/dialogueManager/sessionEnded").getString("customData"));
        assertEquals("b", expect("hermes/dialogueManager/sessionStarted").getString("customData"));
        JsonObject second = expect("hermes/dialogueManager/sessionEnded");
        assertEquals("b", second.getString("customData"));
        assertEquals("nominal", reason(second));
    }

    @Test
    void shouldFilterIntentsAndLetTheSkillDecideAboutRejections() throws Exception {
        speaker();
        speaker.recogniser.says = heard("AskTime", "how late", Map.of());
        say("hermes/dialogueManager/startSession", "{'init': {'type': 'action', 'intentFilter': ['TurnOn'], 'sendIntentNotRecognized': true}}");
        String session = expect("hermes/dialogueManager/sessionStarted").getString("sessionId");
        await("listening", () -> speaker.assembly.dialogue().state().name().equals("listening"));
        utterance();
        JsonObject not = expect("hermes/dialogueManager/intentNotRecognized");
        assertEquals("how late", not.getString("input"));
        assertEquals(session, not.getString("sessionId"));
        speaker.recogniser.says = heard("TurnOn", "turn on the light", Map.of());
        say("hermes/dialogueManager/continueSession", "{'sessionId': '" + session + "', 'text': 'Again?'}");
        assertEquals(session, answerAfter(600).getString("sessionId"));
        say("hermes/dialogueManager/endSession", "{'sessionId': '" + session + "'}");
        assertEquals("nominal", reason(expect("hermes/dialogueManager/sessionEnded")));

        say("hermes/dialogueManager/configure", "{'siteId': 'default', 'intents': [{'intentId': 'TurnOn', 'enable': false}]}");
        speaker.step(5);
        wake();
        assertEquals("intentNotRecognized", reason(expect("hermes/dialogueManager/sessionEnded")));
    }

    @Test
    void shouldEndASessionThatNobodyContinuesAndOneThatTheUserStops() throws Exception {
        speaker(new Override("test", "hermes.session-timeout-seconds", "2"));
        speaker.recogniser.says = heard("TurnOn", "turn on the light", Map.of());
        wake();
        assertEquals("timeout", reason(expect("hermes/dialogueManager/sessionEnded")));
        wake();
        expect("hermes/intent/TurnOn");
        say("hearken/default/stop", "");
        assertEquals("abortedByUser", reason(expect("hermes/dialogueManager/sessionEnded")));
        assertEquals("idle", speaker.assembly.dialogue().state().name());
        say("hermes/dialogueManager/endSession", "{'sessionId': 's2'}");
        assertTrue(expect("hermes/error/dialogueManager").getString("error").contains("no session s2"));
    }

    @Test
    void shouldLetAnotherDialogueManagerUseTheRecogniser() throws Exception {
        speaker();
        speaker.recogniser.says = heard("TurnOn", "turn on the light", Map.of());
        say("hermes/asr/startListening", "{'siteId': 'default', 'sessionId': 'x1', 'sendAudioCaptured': true}");
        await("listening", () -> speaker.assembly.dialogue().state().name().equals("listening"));
        speaker.source.then(5, 8_000);
        speaker.step(60);
        say("hermes/asr/stopListening", "{'siteId': 'default', 'sessionId': 'x1'}");
        JsonObject captured = expect("hermes/asr/textCaptured");
        assertEquals("x1", captured.getString("sessionId"));
        assertEquals("turn on the light", captured.getString("text"));
        byte[] wav = next("rhasspy/asr/default/x1/audioCaptured", m -> true).payload();
        assertEquals(44 + 2 * 8_000, wav.length, 2 * 640);
        assertFalse(received.stream().anyMatch(m -> m.topic().startsWith("hermes/intent") || m.topic().startsWith("hermes/dialogueManager")));
    }

    @Test
    void shouldUnderstandTypedText() throws Exception {
        speaker();
        say("hermes/nlu/query", "{'input': 'Turn on the oven!', 'siteId': 'default', 'id': 'q1'}");
        JsonObject parsed = expect("hermes/nlu/intentParsed");
        assertEquals("q1", parsed.getString("id"));
        assertEquals("Turn on the oven!", parsed.getString("input"));
        assertEquals("oven", parsed.getJsonArray("slots").getJsonObject(0).getString("rawValue"));
        say("hermes/nlu/query", "{'input': 'Turn on the oven', 'siteId': 'default', 'id': 'q2', 'intentFilter': ['AskTime']}");
        assertEquals("q2", expect("hermes/nlu/intentNotRecognized").getString("id"));
        assertFalse(received.stream().anyMatch(m -> m.topic().startsWith("hermes/intent")));
    }

    @Test
    void shouldSpeakAndPlay() throws Exception {
        speaker();
        say("hermes/tts/say", "{'text': 'Hello', 'siteId': 'default', 'id': 't1', 'sessionId': 'n1'}");
        assertEquals("t1", expect("hermes/tts/sayFinished").getString("id"));
        assertEquals(500, speaker.sink.played.size());
        say("rhasspy/tts/getVoices", "{'siteId': 'default', 'id': 'v1'}");
        assertNotNull(expect("rhasspy/tts/voices").getJsonArray("voices").getJsonObject(0).getString("voiceId"));

        short[] sound = new short[1600];
        java.util.Arrays.fill(sound, (short) 900);
        skill.publish(new Message("hermes/audioServer/default/playBytes/p1", AudioFiles.wav(sound, 1600, AudioFormat.SPEECH), 1, false, Duration.ZERO,
            Message.Urgency.EVENT));
        assertEquals("p1", expect("hermes/audioServer/default/playFinished").getString("id"));
        assertEquals(2100, speaker.sink.played.size(), 100);
        skill.publish(new Message("hermes/audioServer/default/playBytes/p2", new byte[] {1, 2}, 1, false, Duration.ZERO, Message.Urgency.EVENT));
        assertTrue(expect("hermes/error/audioServer/play").getString("error").contains("WAV"));
        assertEquals("p2", expect("hermes/audioServer/default/playFinished").getString("id"));
    }

    @Test
    void shouldServeSoundOnlyOnDemand() throws Exception {
        speaker();
        speaker.source.then(5, 32_000);
        say("hermes/audioServer/toggleSummaryOn", "{'siteId': 'default'}");
        assertNotNull(expect("hermes/audioServer/default/audioSummary").getBoolean("isSpeech"));
        say("rhasspy/audioServer/setVolume", "{'siteId': 'default', 'volume': 0.4}");
        say("rhasspy/audioServer/getDevices", "{'siteId': 'default', 'id': 'd1', 'modes': ['input']}");
        assertEquals(1, expect("rhasspy/audioServer/devices").getJsonArray("devices").size());
        assertEquals(40, speaker.assembly.dialogue().settings().volume());
        assertFalse(received.stream().anyMatch(m -> m.topic().endsWith("audioFrame") || m.topic().endsWith("audioSessionFrame")));
    }

    @Test
    void shouldSendTheSoundOfASessionWhereItIsConfigured() throws Exception {
        speaker(new Override("test", "hermes.audio-frames", "session"));
        wake();
        speaker.step(400);
        speaker.tick();
        String session = expect("hermes/dialogueManager/sessionStarted").getString("sessionId");
        wake();
        speaker.recogniser.says = heard("TurnOn", "turn on the light", Map.of());
        byte[] frame = next("hermes/audioServer/default/s2/audioSessionFrame", m -> true).payload();
        assertEquals(44 + 2048, frame.length);
        assertFalse(session.isEmpty());
    }

    @Test
    void shouldSwitchTheWakeWordOffAndOn() throws Exception {
        speaker();
        say("rhasspy/hotword/getHotwords", "{'siteId': 'default', 'id': 'h1'}");
        assertEquals("computer", expect("rhasspy/hotword/hotwords").getJsonArray("models").getJsonObject(0).getString("modelId"));
        say("hermes/hotword/toggleOff", "{'siteId': 'default', 'reason': 'playAudio'}");
        say("hermes/hotword/toggleOff", "{'siteId': 'elsewhere', 'reason': 'x'}");
        barrier();
        wake();
        speaker.step(400);
        assertFalse(received.stream().anyMatch(m -> m.topic().startsWith("hermes/hotword/computer")));
        say("hermes/hotword/toggleOn", "{'siteId': 'default', 'reason': 'playAudio'}");
        barrier();
        wake();
        expect("hermes/hotword/computer/detected");
    }

    @Test
    void shouldTellWhatIsWrongAndStayAlive() throws Exception {
        speaker();
        say("hermes/dialogueManager/startSession", "no json");
        assertTrue(expect("hermes/error/dialogueManager").getString("error").contains("no JSON"));
        for (String body : List.of("{'init': {'type': 'dance'}}", "{'init': {'type': 'notification'}}", "{'init': 7}", "{}")) {
            say("hermes/dialogueManager/startSession", body);
            assertNotNull(expect("hermes/error/dialogueManager").getString("error"), body);
        }
        say("hermes/dialogueManager/endSession", "{'sessionId': 'of another speaker'}");
        say("hermes/tts/say", "{'text': ''}");
        assertNotNull(expect("hermes/error/tts").getString("error"));
        assertFalse(received.stream().skip(read).anyMatch(m -> m.topic().equals("hermes/error/dialogueManager")));
    }

    /** Other models bring other sentences: typed text, and the grammar of a question, follow them at once. */
    @Test
    void shouldFollowTheSpeakerToOtherModels() throws Exception {
        speaker();
        Grammar gates = new Grammar("en", Map.of(), List.of(new Grammar.Sentence("OpenGate", new Expression.Sequence(List.of(
            new Expression.Word("open"), new Expression.Word("it"))), Map.of(), 0)));
        FakeHearing.Recogniser fresh = new FakeHearing.Recogniser();
        fresh.says = heard("OpenGate", "open it", Map.of());
        SpeechParts parts = new SpeechParts(FakeHearing.words("hey house", "jarvis"), FakeHearing.Wake::new, FakeHearing.Activity::new, () -> fresh, FakeHearing.compiled(gates), FakeHearing::compiled,
            () -> new TextMatcher(new LoadedGrammar(gates, List.of(), List.of(), Map.of())), () -> fresh, Optional.empty(), Optional.of(FakeHearing.Voice::new), Optional.empty());
        boolean[] changed = new boolean[1];
        speaker.assembly.modelChange().to(LoadedSpeech.load(parts), () -> changed[0] = true);
        speaker.source.then(0, 32_000);
        speaker.step(300);
        assertTrue(changed[0]);
        say("rhasspy/hotword/getHotwords", "{'siteId': 'default', 'id': 'h1'}");
        assertEquals(List.of("hey house", "jarvis"), expect("rhasspy/hotword/hotwords").getJsonArray("models").stream().map(model -> ((JsonObject) model).getString("modelId")).toList());
        say("hermes/nlu/query", "{'input': 'open it', 'siteId': 'default', 'id': 'q1'}");
        assertEquals("OpenGate", expect("hermes/nlu/intentParsed").getJsonObject("intent").getString("intentName"));
        say("hermes/nlu/query", "{'input': 'turn on the oven', 'siteId': 'default', 'id': 'q2'}");
        assertEquals("q2", expect("hermes/nlu/intentNotRecognized").getString("id"));
        say("hermes/dialogueManager/startSession", "{'init': {'type': 'action', 'intentFilter': ['OpenGate']}}");
        await("listening", () -> speaker.assembly.dialogue().state().name().equals("listening"));
        speaker.step(5);
        assertEquals(List.of("OpenGate"), fresh.begunWith.source().sentences().stream().map(Grammar.Sentence::intent).toList());
        utterance();
        expect("hermes/intent/OpenGate");
    }

    /** Until everything that was said before has been handled. */
    private void barrier() {
        say("rhasspy/tts/getVoices", "{'siteId': 'default', 'id': 'barrier'}");
        expect("rhasspy/tts/voices");
    }
}
