package dev.hearken.app.internal.hermes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HermesDialogueTest {

    private static final long TIMEOUT = 10_000;

    private final HermesDialogue dialogue = new HermesDialogue("kitchen", TIMEOUT);
    private long now;

    private static HermesSession action(String id, boolean enqueue) {
        return HermesSession.start(id, new JsonObject().put("init", new JsonObject().put("type", "action").put("canBeEnqueued", enqueue)));
    }

    private static JsonObject intent() {
        return new JsonObject().put("intent", new JsonObject().put("intentName", "TurnOn"));
    }

    /** What was put out since the last call: topics of messages with the reason of an end, kinds of the rest. */
    private List<String> outputs() {
        List<String> told = new ArrayList<>();
        for (HermesOutput output : dialogue.take()) {
            if (output instanceof HermesOutput.Publish publish) {
                JsonObject termination = publish.body().getJsonObject("termination");
                told.add(publish.topic().replace("dialogueManager/", "") + (termination == null ? "" : " " + termination.getString("reason")));
            } else {
                told.add(output.getClass().getSimpleName());
            }
        }
        return told;
    }

    @Test
    void shouldAbortTheSessionThatTheNameInterrupts() {
        dialogue.listening("w1", now);
        dialogue.intent("w1", intent(), now);
        assertEquals(List.of("sessionStarted", "nlu/intentParsed", "intent/TurnOn"), outputs());
        dialogue.listening("w2", now);
        assertEquals(List.of("sessionEnded abortedByUser", "sessionStarted"), outputs());
        assertEquals("w2", dialogue.current().orElseThrow().id());
    }

    @Test
    void shouldTimeOutOnlyWhileASkillIsAwaited() {
        dialogue.listening("w1", now);
        dialogue.tick(now += 2 * TIMEOUT);
        dialogue.intent("w1", intent(), now);
        outputs();
        dialogue.tick(now + TIMEOUT - 1);
        assertEquals(List.of(), outputs());
        dialogue.tick(now + TIMEOUT);
        assertEquals(List.of("sessionEnded timeout", "Conclude"), outputs());
    }

    @Test
    void shouldEndAtTheSpeakersOwnAnswer() {
        dialogue.listening("w1", now);
        dialogue.intent("w1", intent(), now);
        dialogue.answeredHere("w1", now);
        dialogue.settled(false, now);
        outputs();
        dialogue.settled(true, now);
        assertEquals(List.of("sessionEnded nominal"), outputs());
    }

    @Test
    void shouldTellThatItNeverCameToListening() {
        dialogue.start(action("a", true));
        assertEquals(List.of("sessionStarted", "Begin"), outputs());
        dialogue.settled(true, now);
        assertEquals(List.of("sessionEnded error"), outputs());
    }

    @Test
    void shouldWithdrawASessionThatStillWaits() {
        dialogue.listening("w1", now);
        dialogue.start(action("a", true));
        outputs();
        dialogue.end("a", new JsonObject(), now);
        assertEquals(List.of("sessionEnded nominal"), outputs());
        dialogue.settled(true, now);
        assertEquals(List.of("sessionEnded abortedByUser"), outputs(), "nothing waits any more");
    }

    @Test
    void shouldBoundTheQueue() {
        dialogue.listening("w1", now);
        for (int i = 0; i < 40; i++) {
            dialogue.start(action("a" + i, true));
        }
        List<String> told = outputs();
        assertEquals(32, told.stream().filter("sessionQueued"::equals).count());
        assertEquals(8, told.stream().filter("sessionEnded error"::equals).count());
    }

    @Test
    void shouldRefuseASlotWithoutItsIntent() {
        dialogue.listening("w1", now);
        dialogue.intent("w1", intent(), now);
        assertThrows(IllegalArgumentException.class, () -> dialogue.resume("w1", new JsonObject().put("slot", "name"), now));
        assertThrows(IllegalArgumentException.class, () -> HermesSession.start("x", new JsonObject()));
    }

    @Test
    void shouldIgnoreSessionsOfOtherSpeakers() {
        dialogue.resume("theirs", new JsonObject(), now);
        dialogue.end("theirs", new JsonObject(), now);
        assertEquals(List.of(), outputs());
    }

    /** Whatever happens, each session that started ends exactly once, and there is never more than one. */
    @Test
    void shouldEndEverySessionOnce() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            HermesDialogue any = new HermesDialogue("kitchen", TIMEOUT);
            Map<String, String> fate = new HashMap<>();
            long time = 0;
            for (int i = 0; i < 200; i++) {
                time += random.nextInt(3_000);
                step(any, random, i, time);
                book(any, fate, seed);
            }
            for (int i = 0; i < 80; i++) {
                any.settled(true, time);
                any.tick(time += TIMEOUT);
                book(any, fate, seed);
            }
            assertFalse(fate.containsValue("started") || fate.containsValue("queued"), "seed " + seed + " " + fate);
        }
    }

    private static void step(HermesDialogue any, Random random, int i, long time) {
        String current = any.current().map(HermesSession::id).orElse("none");
        try {
            switch (random.nextInt(10)) {
                case 0 -> any.start(action("a" + i, random.nextBoolean()));
                case 1 -> any.listening(random.nextInt(3) == 0 ? "w" + i : current.equals("none") ? "w" + i : current, time);
                case 2 -> any.intent(current, intent(), time);
                case 3 -> any.resume(current, new JsonObject().put("sendIntentNotRecognized", random.nextBoolean()), time);
                case 4 -> any.end(random.nextInt(4) == 0 ? "a" + random.nextInt(i + 1) : current, new JsonObject(), time);
                case 5 -> any.notRecognised(current, "mumble", random.nextBoolean(), time);
                case 6 -> any.settled(random.nextBoolean(), time);
                case 7 -> any.tick(time);
                case 8 -> any.answeredHere(current, time);
                default -> {
                    if (random.nextInt(4) == 0) {
                        any.stopped();
                    }
                }
            }
        } catch (IllegalArgumentException e) {
            // A skill that asks for what cannot be is told so.
        }
    }

    private static void book(HermesDialogue any, Map<String, String> fate, int seed) {
        for (HermesOutput output : any.take()) {
            if (output instanceof HermesOutput.Publish publish && publish.topic().startsWith("dialogueManager/session")) {
                String id = publish.body().getString("sessionId");
                String before = fate.get(id);
                switch (publish.topic()) {
                    case "dialogueManager/sessionQueued" -> assertEquals(null, before, "seed " + seed + " " + id);
                    case "dialogueManager/sessionStarted" -> {
                        assertTrue(before == null || before.equals("queued"), "seed " + seed + " " + id + " " + before);
                        assertFalse(fate.containsValue("started"), "seed " + seed + ": two at once");
                    }
                    default -> assertFalse("ended".equals(before), "seed " + seed + " " + id + " ended twice");
                }
                fate.put(id, publish.topic().endsWith("Queued") ? "queued" : publish.topic().endsWith("Started") ? "started" : "ended");
            }
        }
    }
}
