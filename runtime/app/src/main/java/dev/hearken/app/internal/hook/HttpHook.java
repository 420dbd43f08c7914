package dev.hearken.app.internal.hook;

import dev.hearken.app.internal.message.HubCommand;
import dev.hearken.app.internal.message.Messages;
import dev.hearken.dialogue.Intent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts an intent, as it is published, and takes the response as the answer: JSON {@code {"text": ..., "listen": true}}, or the text itself. */
final class HttpHook implements IntentHook {

    private static final Logger LOG = LoggerFactory.getLogger(HttpHook.class);
    private static final int LONGEST_RESPONSE = 16_384;
    private static final int OK = 200;

    private final URI url;
    private final Duration timeout;
    private final Messages messages;
    private final Executor loop;
    private final HttpClient client;

    HttpHook(URI url, long timeoutMillis, Messages messages, Executor loop) {
        this.url = url;
        this.timeout = Duration.ofMillis(timeoutMillis);
        this.messages = messages;
        this.loop = loop;
        client = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    @Override
    public boolean ask(Intent intent, Consumer<HubCommand.Answer> answers) {
        HttpRequest request = HttpRequest.newBuilder(url).timeout(timeout).header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(messages.intent(intent, "").encode())).build();
        client.sendAsync(request, BodyHandlers.ofInputStream()).thenApply(response -> read(intent, response)).exceptionally(failure -> {
            LOG.warn("no answer from {}: {}", url, failure.getMessage());
            return new HubCommand.Answer(intent.sessionId(), "", false);
        }).thenAccept(answer -> loop.execute(() -> answers.accept(answer)));
        return true;
    }

    private static HubCommand.Answer read(Intent intent, HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(LONGEST_RESPONSE);
            if (response.statusCode() != OK) {
                return new HubCommand.Answer(intent.sessionId(), "", false);
            }
            return HubCommand.Answer.parse(bytes).ofSession(intent.sessionId());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
