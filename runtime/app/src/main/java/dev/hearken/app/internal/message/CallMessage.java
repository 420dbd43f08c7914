package dev.hearken.app.internal.message;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What one speaker tells another about a call, or the home tells a speaker: {@code hearken/<siteId>/call}.
 *
 * @param action what is told
 * @param peer   site id of the speaker that tells it; empty if it is the home
 * @param id     of the call; empty if the home tells it
 * @param room   where that speaker stands, as people call it; may be empty
 * @param area   the room to call; empty but with {@link Action#DIAL}
 * @param reason of a refusal, else empty
 * @param age    for how long it has rung when this was told, in ms; the clocks of speakers need not agree
 */
public record CallMessage(Action action, String peer, String id, String room, String area, String reason, long age) {

    /** The home may dial, accept and end; speakers do the others. */
    public enum Action { DIAL, RING, ACCEPT, REFUSE, END }

    private static final int LONGEST = 2_000;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ID = 64;

    /** @throws IllegalArgumentException which says what was expected */
    public static CallMessage parse(byte[] payload) {
        JsonObject body = object(payload);
        String wanted = text(body, "action");
        Action action = Arrays.stream(Action.values()).filter(a -> a.name().toLowerCase(Locale.ROOT).equals(wanted)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("call: \"action\" must be dial, ring, accept, refuse or end"));
        CallMessage message = new CallMessage(action, text(body, "siteId"), text(body, "id"), text(body, "room"), text(body, "area"), text(body, "reason"), age(body));
        if (message.id().length() > LONGEST_ID || message.peer().isEmpty() != message.id().isEmpty()) {
            throw new IllegalArgumentException("call: \"siteId\" and \"id\" of up to " + LONGEST_ID + " characters belong together");
        }
        boolean ofHome = action == Action.DIAL || action == Action.ACCEPT || action == Action.END;
        if (message.peer().isEmpty() && !ofHome || !message.peer().isEmpty() && action == Action.DIAL) {
            throw new IllegalArgumentException("call: " + wanted + " is " + (ofHome ? "not for speakers" : "for speakers only, with \"siteId\" and \"id\""));
        }
        if (action == Action.DIAL && message.area().isBlank()) {
            throw new IllegalArgumentException("call: {\"action\": \"dial\", \"area\": \"a room\"} is expected");
        }
        return message;
    }

    /** Whether the home tells it. */
    public boolean ofHome() {
        return peer.isEmpty();
    }

    private static JsonObject object(byte[] payload) {
        try {
            return Optional.of(payload).filter(bytes -> bytes.length <= LONGEST).map(bytes -> new JsonObject(Buffer.buffer(bytes)))
                .orElseThrow(() -> new IllegalArgumentException("call: the body is longer than " + LONGEST + " bytes"));
        } catch (DecodeException | ClassCastException e) {
            throw new IllegalArgumentException("call: the body is not a JSON object");
        }
    }

    private static String text(JsonObject body, String field) {
        Object value = body.getValue(field);
        if (value == null) {
            return "";
        }
        if (!(value instanceof String text) || text.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("call: \"" + field + "\" must be a text of up to " + LONGEST_NAME + " characters");
        }
        return text;
    }

    private static long age(JsonObject body) {
        Object value = body.getValue("ageMs", 0);
        if (value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= Integer.MAX_VALUE) {
            return number.longValue();
        }
        throw new IllegalArgumentException("call: \"ageMs\" must be a number, 0 or more");
    }
}
