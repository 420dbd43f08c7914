package dev.hearken.update;

import dev.hearken.hub.HubPort;
import dev.hearken.update.internal.mqtt.ChunkAnswers;
import java.util.concurrent.ArrayBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a repository to the speakers of a broker, a few chunks for each request. One thread and a short queue: what comes while
 * it is full is dropped, and asked for again by the speaker.
 */
public final class MqttContentServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MqttContentServer.class);
    private static final int WAITING = 64;

    private final HubPort hub;
    private final ChunkAnswers answers;
    private final ArrayBlockingQueue<HubPort.Received> requests = new ArrayBlockingQueue<>(WAITING);
    private final Thread thread = new Thread(this::run, "update-chunks");

    public MqttContentServer(HubPort hub, RepositoryFolder folder) {
        this.hub = hub;
        this.answers = new ChunkAnswers(folder);
    }

    /** Subscribes and begins; once. */
    public void start() {
        hub.subscribe("hearken/+/update/request", 1, message -> {
            if (!message.retained()) {
                requests.offer(message);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                HubPort.Received request = requests.take();
                try {
                    answers.to(request).forEach(hub::publish);
                } catch (RuntimeException e) {
                    LOG.warn("A request on {} could not be answered", request.topic(), e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
