package dev.hearken.app.internal.message;

import dev.hearken.app.internal.agent.Fault;
import dev.hearken.dialogue.Intent;
import dev.hearken.hub.SiteTopic;
import dev.hearken.speech.Transcript;
import dev.hearken.speech.Transcript.Hypothesis;
import dev.hearken.speech.Transcript.SlotValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The bodies of the messages below {@code hearken/<siteId>/}: JSON objects in UTF-8, names in camelCase. Each has
 * {@code siteId} and {@code at} (UTC, ISO 8601, milliseconds); what belongs to one conversation has its {@code sessionId}.
 * A field that is not known is left out, never null.
 *
 * <table>
 * <caption>Fields</caption>
 * <tr><th>topic</th><th>fields</th></tr>
 * <tr><td>status</td><td>online (boolean); while online: version, language, pack, group, area</td></tr>
 * <tr><td>wake</td><td>sessionId, phrase, score (0..1), threshold, direction (of the talker, degrees), where the places of the microphones are known</td></tr>
 * <tr><td>partial</td><td>sessionId, text: the words understood so far</td></tr>
 * <tr><td>transcript</td><td>sessionId, text, confidence (0..1), rejected, seconds, endReason (silence, grammarComplete, noSpeech,
 *   tooLong, endOfInput, cancelled), alternatives: further readings {text, intent, confidence}; for what was not understood
 *   reason (no-speech, rejected, timeout, no-answer)</td></tr>
 * <tr><td>intent</td><td>sessionId, id (the same in a repetition), expiresAt, intent, slots {name: {value, spoken}}, text, confidence, language, wakeWord</td></tr>
 * <tr><td>reply</td><td>sessionId (not in announcements), text, spoken (false if it could not be said)</td></tr>
 * <tr><td>mute/state, volume/state</td><td>muted; volume</td></tr>
 * <tr><td>state</td><td>state (idle, listening, deciding, answering, speaking, calling, muted, faulted), sessionId, muted, volume (0..100), language,
 *   wakeWord (the phrase listened for, or "all"), faults: sources of what is wrong now, undisturbedUntil, call</td></tr>
 * <tr><td>fault</td><td>source, message, cleared (boolean)</td></tr>
 * <tr><td>bid</td><td>phrase, score, energy, depth (dB), ageMs, claimed, settled: written by {@code Arbitration}</td></tr>
 * <tr><td>metrics</td><td>numbers by name, see {@code SpeakerMetrics}</td></tr>
 * </table>
 */
public final class Messages {

    private static final String SESSION = "sessionId";

    private final String siteId;
    private final InstantSource clock;
    private long intents;

    public Messages(String siteId, InstantSource clock) {
        this.siteId = siteId;
        this.clock = clock;
    }

    /**
     * The speaker is there.
     *
     * @param group in which it decides with others who answers; empty for none
     * @param area  the room in which it stands; empty for none
     */
    public JsonObject online(String version, String language, String pack, String group, String area) {
        JsonObject json = body().put("online", true).put("version", version).put("language", language).put("pack", pack);
        if (!group.isEmpty()) {
            json.put("group", group);
        }
        return area.isEmpty() ? json : json.put("area", area);
    }

    /** The speaker is gone; also its last will, hence without a time. */
    public JsonObject offline() {
        return new JsonObject().put("siteId", siteId).put("online", false);
    }

    /** @param direction degrees from the array's x towards its y; NaN if it is not known */
    public JsonObject wake(String sessionId, String phrase, double score, double threshold, double direction) {
        JsonObject json = body(sessionId).put("phrase", phrase).put("score", rounded(score)).put("threshold", rounded(threshold));
        return Double.isNaN(direction) ? json : json.put("direction", Math.round(direction));
    }

    public JsonObject partial(String sessionId, String text) {
        return body(sessionId).put("text", text);
    }

    public JsonObject transcript(String sessionId, Transcript transcript) {
        JsonArray alternatives = new JsonArray();
        transcript.nBest().stream().skip(1).forEach(h -> alternatives.add(new JsonObject()
            .put("text", h.text()).put("intent", h.intent()).put("confidence", rounded(h.confidence()))));
        JsonObject json = body(sessionId);
        if (transcript.nBest().isEmpty()) {
            json.put("text", "").put("confidence", 0);
        } else {
            Hypothesis best = transcript.nBest().get(0);
            json.put("text", best.text()).put("confidence", rounded(best.confidence()));
        }
        return json.put("rejected", transcript.rejected()).put("seconds", rounded(transcript.seconds()))
            .put("endReason", camelCase(transcript.endReason().name())).put("alternatives", alternatives);
    }

    /** An utterance that led to no intent. */
    public JsonObject notRecognised(String sessionId, String text, String reason) {
        return body(sessionId).put("text", text).put("rejected", true).put("reason", reason);
    }

    public JsonObject intent(Intent intent, String wakeWord) {
        JsonObject slots = new JsonObject();
        for (Map.Entry<String, SlotValue> slot : intent.slots().entrySet()) {
            slots.put(slot.getKey(), new JsonObject().put("value", slot.getValue().value()).put("spoken", slot.getValue().spoken()));
        }
        JsonObject json = body(intent.sessionId()).put("id", intent.sessionId() + "-" + ++intents)
            .put("expiresAt", now().plus(SiteTopic.INTENT.expiry()).toString()).put("intent", intent.name()).put("slots", slots).put("text", intent.text())
            .put("confidence", rounded(intent.confidence())).put("language", intent.language());
        return wakeWord.isEmpty() ? json : json.put("wakeWord", wakeWord);
    }

    public JsonObject reply(String sessionId, String text, boolean spoken) {
        return body(sessionId).put("text", text).put("spoken", spoken);
    }

    /**
     * @param settings    what can be changed from outside
     * @param undisturbed until when somebody wants nobody to be disturbed
     * @param call        the speaker with which there is a call, or to be one; empty for none
     */
    public JsonObject state(String state, String sessionId, SpeakerSettings settings, Collection<String> faults, Optional<Instant> undisturbed, String call) {
        JsonObject json = body(sessionId).put("state", state).put("muted", settings.muted()).put("volume", settings.volume())
            .put("wakeWord", settings.wakeWord()).put("language", settings.language()).put("faults", new JsonArray(List.copyOf(faults)));
        undisturbed.ifPresent(until -> json.put("undisturbedUntil", until.truncatedTo(ChronoUnit.MILLIS).toString()));
        return call.isEmpty() ? json : json.put("call", call);
    }

    /**
     * What this speaker tells another about a call.
     *
     * @param room   where this one stands; empty for unknown
     * @param reason of a refusal, else empty
     * @param age    for how long it has rung, in ms
     */
    public JsonObject call(CallMessage.Action action, String id, String room, String reason, long age) {
        JsonObject json = body().put("action", action.name().toLowerCase(Locale.ROOT)).put("id", id).put("ageMs", age);
        if (!room.isEmpty()) {
            json.put("room", room);
        }
        return reason.isEmpty() ? json : json.put("reason", reason);
    }

    public JsonObject mute(boolean muted) {
        return body().put("muted", muted);
    }

    /** @param percent 0..100 */
    public JsonObject volume(int percent) {
        return body().put("volume", percent);
    }

    public JsonObject fault(Fault fault) {
        return body().put("source", fault.source()).put("message", fault.message()).put("cleared", fault.cleared());
    }

    public JsonObject metrics(Map<String, ? extends Number> values) {
        JsonObject json = body();
        values.forEach(json::put);
        return json;
    }

    private JsonObject body() {
        return new JsonObject().put("siteId", siteId).put("at", now().toString());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private JsonObject body(String sessionId) {
        return sessionId.isEmpty() ? body() : body().put(SESSION, sessionId);
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static String camelCase(String constant) {
        StringBuilder text = new StringBuilder();
        for (String word : constant.toLowerCase(Locale.ROOT).split("_")) {
            text.append(text.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return text.toString();
    }
}
