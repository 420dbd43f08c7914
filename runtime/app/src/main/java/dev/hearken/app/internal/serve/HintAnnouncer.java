package dev.hearken.app.internal.serve;

import dev.hearken.hub.HubPort;
import dev.hearken.update.Digests;
import dev.hearken.update.RepositoryFolder;
import dev.hearken.update.UpdateHint;
import dev.hearken.update.UpdateHints;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Tells the speakers of a broker when a repository was published anew: the id of the occasion is the hash of its newest document,
 * so that a restart tells nothing new. Looks every few seconds; event loop, disk by a worker.
 */
public final class HintAnnouncer {

    /** The document of a channel that changes with each publication is called {@code CHANNEL.timestamp.json}. */
    static final String NEWEST = ".timestamp.json";
    private static final long LOOK_MILLIS = 2000;
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_CHANNELS = 64;

    private final Vertx vertx;
    private final RepositoryFolder folder;
    private final HubPort hub;
    private final Consumer<String> told;
    private final Map<String, String> latest = new HashMap<>();

    /** @param told is handed each channel and id that was announced, on the event loop */
    public HintAnnouncer(Vertx vertx, RepositoryFolder folder, HubPort hub, Consumer<String> told) {
        this.vertx = vertx;
        this.folder = folder;
        this.hub = hub;
        this.told = told;
    }

    public void start() {
        look();
        vertx.setPeriodic(LOOK_MILLIS, timer -> look());
    }

    void look() {
        if (hub.state().phase() == HubPort.State.Phase.CONNECTED) {
            vertx.executeBlocking(this::occasions, false).onSuccess(found -> found.forEach(this::announce));
        }
    }

    /** The hash of each channel's newest document. */
    private Map<String, String> occasions() throws IOException {
        Map<String, String> found = new HashMap<>();
        try (Stream<Path> files = Files.list(folder.root())) {
            for (Path path : files.filter(file -> file.getFileName().toString().endsWith(NEWEST)).limit(MOST_CHANNELS).toList()) {
                String name = path.getFileName().toString();
                if (folder.file(name).isPresent() && Files.size(path) <= MOST_BYTES) {
                    found.put(name.substring(0, name.length() - NEWEST.length()), Digests.sha256(Files.readAllBytes(path)));
                }
            }
        }
        return found;
    }

    private void announce(String channel, String occasion) {
        if (!occasion.equals(latest.put(channel, occasion))) {
            hub.publish(UpdateHints.toEverybody(new UpdateHint(occasion, channel)));
            told.accept(channel + " " + occasion);
        }
    }
}
