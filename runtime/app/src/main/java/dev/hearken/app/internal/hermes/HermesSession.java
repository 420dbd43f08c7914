package dev.hearken.app.internal.hermes;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as Hermes sees it; immutable.
 *
 * @param id           of the session
 * @param customData   carried along for the skill, unread
 * @param text         said at its begin; blank = nothing
 * @param notification whether it ends with that text
 * @param enqueue      whether it waits while another one goes on
 * @param intentFilter intents that are allowed; empty = all
 * @param slot         the slot that is asked for, if one is
 * @param rejections   whether the skill wants to be told what was not understood, and then decides itself
 */
public record HermesSession(String id, Optional<Object> customData, String text, boolean notification, boolean enqueue, List<String> intentFilter,
                            Optional<String> slot, boolean rejections) {

    public HermesSession {
        intentFilter = List.copyOf(intentFilter);
    }

    /** A session that the wake word, or a button, has begun. */
    static HermesSession woken(String id) {
        return new HermesSession(id, Optional.empty(), "", false, false, List.of(), Optional.empty(), false);
    }

    /** @throws IllegalArgumentException if the message is no startSession */
    static HermesSession start(String id, JsonObject message) {
        JsonObject init = message.getJsonObject("init");
        String type = init == null ? "" : init.getString("type", "");
        boolean notification = type.equals("notification");
        if (init == null || !notification && !type.equals("action")) {
            throw new IllegalArgumentException("init.type must be action or notification");
        }
        String text = text(init);
        if (notification && text.isBlank()) {
            throw new IllegalArgumentException("a notification needs init.text");
        }
        return new HermesSession(id, custom(message, Optional.empty()), text, notification, notification || init.getBoolean("canBeEnqueued", true),
            filter(init), Optional.empty(), init.getBoolean("sendIntentNotRecognized", false));
    }

    /** The session as a continueSession wants it. */
    HermesSession continued(JsonObject message) {
        List<String> filter = filter(message);
        Optional<String> wanted = Optional.ofNullable(message.getString("slot")).filter(slot -> !slot.isBlank());
        if (wanted.isPresent() && filter.size() != 1) {
            throw new IllegalArgumentException("slot needs an intentFilter of exactly one intent");
        }
        return new HermesSession(id, custom(message, customData), text(message), false, false, filter, wanted,
            message.getBoolean("sendIntentNotRecognized", false));
    }

    HermesSession withCustomData(JsonObject message) {
        return new HermesSession(id, custom(message, customData), text, notification, enqueue, intentFilter, slot, rejections);
    }

    boolean allows(String intent) {
        return intentFilter.isEmpty() || intentFilter.contains(intent);
    }

    static String text(JsonObject message) {
        String text = message.getString("text", "");
        return text == null ? "" : text.strip();
    }

    private static List<String> filter(JsonObject message) {
        return message.getJsonArray("intentFilter") == null ? List.of()
            : message.getJsonArray("intentFilter").stream().map(String::valueOf).toList();
    }

    private static Optional<Object> custom(JsonObject message, Optional<Object> before) {
        @Nullable Object data = message.getValue("customData");
        return data == null ? before : Optional.of(data);
    }
}
