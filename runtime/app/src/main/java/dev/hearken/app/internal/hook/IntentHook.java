package dev.hearken.app.internal.hook;

import dev.hearken.app.internal.message.HubCommand;
import dev.hearken.app.internal.message.Messages;
import dev.hearken.dialogue.Intent;
import java.net.URI;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Asks somebody outside for the answer to an intent. Called on the event loop; nothing waits. */
public interface IntentHook {

    /**
     * @param answers told the answer on the event loop, or an empty text if there will be none; perhaps never called
     * @return false if nobody is asked
     */
    boolean ask(Intent intent, Consumer<HubCommand.Answer> answers);

    /** Nobody is asked. */
    IntentHook NONE = (intent, answers) -> false;

    /** The published intent is the question, and the topic {@code answer} brings the answer. */
    IntentHook MQTT = (intent, answers) -> true;

    /**
     * @param hook none, mqtt, or the URL to which intents are posted
     * @param loop the event loop
     */
    static IntentHook of(String hook, long timeoutMillis, Messages messages, Executor loop) {
        return switch (hook) {
            case "none" -> NONE;
            case "mqtt" -> MQTT;
            default -> new HttpHook(URI.create(hook), timeoutMillis, messages, loop);
        };
    }
}
