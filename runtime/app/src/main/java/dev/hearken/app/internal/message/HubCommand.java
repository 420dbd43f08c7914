package dev.hearken.app.internal.message;

import dev.hearken.hub.SiteTopic;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What the home tells the speaker. A body is a JSON object, or simply the value itself:
 * {@code say} {"text": "Dinner!", "urgent": true} or Dinner!, {@code mute} {"muted": true} or on, {@code volume} {"volume": 40} or 40.
 * {@code listen}, {@code stop} and {@code reload} need no body; {@code play} is a WAV file.
 * {@code answer} {"sessionId": "...", "text": "...", "listen": true}, or the text.
 */
public sealed interface HubCommand {

    /** @param urgent cuts in on what is being said, and is heard when nobody is to be disturbed */
    record Say(String text, boolean urgent) implements HubCommand {
        public Say(String text) {
            this(text, false);
        }
    }

    record Listen() implements HubCommand {
    }

    record Stop() implements HubCommand {
    }

    record Mute(boolean muted) implements HubCommand {
    }

    /** @param percent 0..100 */
    record Volume(int percent) implements HubCommand {
    }

    /** A sound to play. */
    record Play(Clip clip) implements HubCommand {
    }

    /** @param phrase a configured wake word, or {@link SpeakerSettings#ALL} */
    record SelectWakeWord(String phrase) implements HubCommand {
    }

    /** @param language two-letter code */
    record SelectLanguage(String language) implements HubCommand {
    }

    /** @param seconds for which nobody is to be disturbed; 0 = announcements are heard again */
    record Undisturbed(long seconds) implements HubCommand {
    }

    /** About a call. */
    record Call(CallMessage message) implements HubCommand {
    }

    /** Read the configuration again and begin anew with it. */
    record Reload() implements HubCommand {
    }

    /**
     * The answer of somebody outside to an intent.
     *
     * @param sessionId of the intent; empty = the conversation that goes on
     * @param text      blank = there is no answer
     * @param listen    whether the user is expected to go on speaking
     */
    record Answer(String sessionId, String text, boolean listen) implements HubCommand {

        /** @throws IllegalArgumentException which says what was expected */
        public static Answer parse(byte[] payload) {
            String text = value(payload, "text").strip();
            return new Answer(value(payload, "sessionId", ""), text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT),
                Boolean.parseBoolean(value(payload, "listen", "false")));
        }

        public Answer ofSession(String id) {
            return new Answer(id, text, listen);
        }
    }

    /** Nobody listens to more; a speaker that talks for an hour is broken. */
    int LONGEST_TEXT = 2_000;

    int LONGEST_NAME = 100;

    /** A week. */
    int LONGEST_UNDISTURBED_MINUTES = 10_080;

    /** @throws IllegalArgumentException which says what was expected */
    static HubCommand parse(SiteTopic kind, byte[] payload) {
        return switch (kind) {
            case SAY -> new Say(text(payload), Boolean.parseBoolean(value(payload, "urgent", "false")));
            case LISTEN -> new Listen();
            case STOP -> new Stop();
            case MUTE -> new Mute(flag(value(payload, "muted")));
            case ANSWER -> Answer.parse(payload);
            case VOLUME -> new Volume(percent(value(payload, "volume")));
            case PLAY -> new Play(Clip.ofWav(payload));
            case WAKEWORD -> new SelectWakeWord(name(value(payload, "wakeWord"), "wakeword: {\"wakeWord\": \"a configured phrase\"}"));
            case LANGUAGE -> new SelectLanguage(name(value(payload, "language"), "language: {\"language\": \"a two-letter code\"}"));
            case UNDISTURBED -> new Undisturbed(undisturbed(value(payload, "minutes")));
            case CALL -> new Call(CallMessage.parse(payload));
            case RELOAD -> new Reload();
            default -> throw new IllegalArgumentException(kind + " is no command");
        };
    }

    private static String text(byte[] payload) {
        String text = value(payload, "text").strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("say: a text is expected, {\"text\": \"...\"} or the text itself");
        }
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    private static String name(String value, String expected) {
        if (value.isBlank() || value.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(expected + " is expected, not '" + shortened(value) + "'");
        }
        return value.strip();
    }

    private static boolean flag(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "on", "1" -> true;
            case "false", "off", "0" -> false;
            default -> throw new IllegalArgumentException("mute: {\"muted\": true} or {\"muted\": false} is expected, not '" + shortened(value) + "'");
        };
    }

    private static long undisturbed(String value) {
        try {
            double minutes = value.equalsIgnoreCase("off") ? 0 : Double.parseDouble(value);
            if (minutes >= 0 && minutes <= LONGEST_UNDISTURBED_MINUTES) {
                return Math.round(minutes * 60);
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        throw new IllegalArgumentException("undisturbed: {\"minutes\": 0 to " + LONGEST_UNDISTURBED_MINUTES + "} or off is expected, not '" + shortened(value) + "'");
    }

    private static int percent(String value) {
        try {
            double percent = Double.parseDouble(value);
            if (percent >= 0 && percent <= 100) {
                return (int) Math.round(percent);
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        throw new IllegalArgumentException("volume: {\"volume\": 0 to 100} is expected, not '" + shortened(value) + "'");
    }

    /** The named field of an object, or the whole body if it is a plain value. */
    private static String value(byte[] payload, String field) {
        String body = new String(payload, StandardCharsets.UTF_8).strip();
        if (!body.startsWith("{") && !body.startsWith("\"")) {
            return body;
        }
        try {
            Object json = Json.decodeValue(Buffer.buffer(body));
            if (json instanceof JsonObject object) {
                Object value = object.getValue(field);
                return value == null ? "" : value.toString();
            }
            return String.valueOf(json);
        } catch (DecodeException e) {
            throw new IllegalArgumentException("the body is not JSON: '" + shortened(body) + "'");
        }
    }

    /** The named field of an object; what is no object has no fields. */
    private static String value(byte[] payload, String field, String fallback) {
        boolean object = new String(payload, StandardCharsets.UTF_8).strip().startsWith("{");
        String value = object ? value(payload, field) : "";
        return value.isEmpty() ? fallback : value;
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
