package dev.hearken.app.internal.hermes;

import dev.hearken.dialogue.Intent;
import dev.hearken.speech.Transcript;
import dev.hearken.speech.Transcript.Hypothesis;
import dev.hearken.speech.Transcript.SlotValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Bodies of the messages that tell what was heard and understood. */
final class HermesMessages {

    private final String siteId;

    HermesMessages(String siteId) {
        this.siteId = siteId;
    }

    JsonObject body() {
        return new JsonObject().put("siteId", siteId);
    }

    JsonObject detected(String phrase, double threshold, String sessionId) {
        return body().put("modelId", phrase).put("modelVersion", "").put("modelType", "universal").put("currentSensitivity", 1 - threshold)
            .put("sessionId", sessionId);
    }

    JsonObject textCaptured(String sessionId, Transcript transcript, String wakewordId, String language) {
        Hypothesis best = transcript.nBest().isEmpty() ? null : transcript.nBest().get(0);
        String text = best == null ? "" : best.text();
        double confidence = best == null ? 0 : best.confidence();
        return body().put("text", text).put("likelihood", confidence).put("seconds", transcript.seconds()).put("sessionId", sessionId)
            .put("wakewordId", wakewordId).put("lang", language).put("asrTokens", new JsonArray().add(tokens(text, confidence)));
    }

    /** Body of both {@code nlu/intentParsed} and {@code intent/<name>}. */
    JsonObject intent(Intent intent, String id, String wakewordId) {
        JsonArray slots = new JsonArray();
        intent.slots().forEach((name, value) -> slots.add(slot(name, value, intent)));
        return body().put("input", intent.text()).put("rawInput", intent.text())
            .put("intent", new JsonObject().put("intentName", intent.name()).put("confidenceScore", intent.confidence()))
            .put("slots", slots).put("id", id).put("sessionId", intent.sessionId()).put("lang", intent.language()).put("wakewordId", wakewordId)
            .put("asrConfidence", intent.confidence()).put("asrTokens", new JsonArray().add(tokens(intent.text(), intent.confidence())));
    }

    private static JsonObject slot(String name, SlotValue value, Intent intent) {
        boolean number = value.value().matches("-?\\d+(\\.\\d+)?");
        JsonObject slot = new JsonObject().put("entity", name).put("slotName", name).put("confidence", intent.confidence())
            .put("rawValue", value.spoken().isEmpty() ? value.value() : value.spoken())
            .put("value", number ? new JsonObject().put("kind", "Number").put("value", Double.valueOf(value.value()))
                : new JsonObject().put("kind", "Unknown").put("value", value.value()));
        int start = value.spoken().isEmpty() ? -1 : intent.text().indexOf(value.spoken());
        if (start >= 0) {
            int end = start + value.spoken().length();
            slot.put("range", new JsonObject(Map.of("start", start, "end", end, "rawStart", start, "rawEnd", end)));
        }
        return slot;
    }

    private static JsonArray tokens(String text, double confidence) {
        JsonArray tokens = new JsonArray();
        int at = 0;
        for (String word : text.split(" ")) {
            if (!word.isEmpty()) {
                tokens.add(new JsonObject().put("value", word).put("confidence", confidence).put("rangeStart", at).put("rangeEnd", at + word.length()));
            }
            at += word.length() + 1;
        }
        return tokens;
    }
}
