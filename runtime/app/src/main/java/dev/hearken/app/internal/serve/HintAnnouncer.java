package dev.hearken.app.internal.serve;

import dev.hearken.hub.HubPort;
import dev.hearken.update.RepositoryFolder;
import dev.hearken.update.UpdateHint;
import dev.hearken.update.UpdateHints;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells the speakers of a broker when a repository was published anew: the id of the occasion is the hash of its newest document,
 * so that a restart tells nothing new. Looks every few seconds; event loop, disk by a worker.
 */
public final class HintAnnouncer {

    static final String NEWEST = "timestamp.json";
    private static final long LOOK_MILLIS = 2000;
    private static final int MOST_BYTES = 1 << 20;

    private final Vertx vertx;
    private final RepositoryFolder folder;
    private final HubPort hub;
    private final Consumer<String> told;
    private String latest = "";

    /** @param told is handed each id that was announced, on the event loop */
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
            vertx.executeBlocking(this::occasion, false).onSuccess(found -> found.ifPresent(this::announce));
        }
    }

    private Optional<String> occasion() throws IOException, NoSuchAlgorithmException {
        Optional<Path> file = folder.file(NEWEST);
        if (file.isEmpty() || Files.size(file.get()) > MOST_BYTES) {
            return Optional.empty();
        }
        return Optional.of(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file.get()))));
    }

    private void announce(String occasion) {
        if (!occasion.equals(latest)) {
            latest = occasion;
            hub.publish(UpdateHints.toEverybody(new UpdateHint(occasion, "")));
            told.accept(occasion);
        }
    }
}
