package dev.hearken.app.internal.hermes;

import io.vertx.core.json.JsonObject;

/** What {@link HermesDialogue} wants done, in this order. */
sealed interface HermesOutput {

    /** @param topic below {@code hermes/} */
    record Publish(String topic, JsonObject body) implements HermesOutput {
    }

    /** Say the session's text and then listen, or listen at once. */
    record Begin(HermesSession session) implements HermesOutput {
    }

    /** Only say a text of this session. */
    record Announce(HermesSession session) implements HermesOutput {
    }

    /** Say this and listen again; without a text listen at once. */
    record Ask(HermesSession session) implements HermesOutput {
    }

    /** Say this and be done with the session; nothing if blank. */
    record Conclude(String sessionId, String text) implements HermesOutput {
    }

    /** End whatever this session is doing. */
    record Abort(String sessionId) implements HermesOutput {
    }
}
