package dev.hearken.update;

import dev.hearken.update.DeliveryException.Reason;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Joins a hawkBit device to an {@link Updater}: a deployment is a hint, its files are the source of the look that follows, and what
 * the updater tells from that look on is the deployment's progress. What the updater told before, perhaps of an earlier release,
 * does not count; after a restart the deployment is offered again, and the look finds its release active, given up, or to be gone on
 * with. A deployment whose files may not be fetched or activated yet (maintenance window) is not begun.
 *
 * <p>{@link #source} and {@link #happened} come on the updater's thread, the rest on the device's.
 */
public final class HawkbitUpdates implements DeploymentTarget, UpdateObserver {

    private final Consumer<Hint> updater;
    private final Supplier<ContentSource> otherwise;
    private final Supplier<Map<String, String>> attributes;
    private final Supplier<Optional<Installed>> installed;
    private @Nullable Current current;

    /** The deployment that was offered last. */
    private static final class Current {
        private final String id;
        private final ContentSource source;
        private Progress progress = new Progress.Working("accepted");
        private Stage stage = Stage.IDLE;
        private boolean hinted;
        /** The updater was given the source: what it tells is about this deployment. */
        private boolean looked;
        private boolean cancelled;

        Current(String id, ContentSource source) {
            this.id = id;
            this.source = source;
        }

        boolean ended() {
            return !(progress instanceof Progress.Working);
        }
    }

    /**
     * @param updater    {@link Updater#hint}
     * @param otherwise  source of looks without a deployment
     * @param attributes see {@link DeploymentTarget#attributes}
     * @param installed  see {@link DeploymentTarget#installed}
     */
    public HawkbitUpdates(Consumer<Hint> updater, Supplier<ContentSource> otherwise, Supplier<Map<String, String>> attributes,
                          Supplier<Optional<Installed>> installed) {
        this.updater = updater;
        this.otherwise = otherwise;
        this.attributes = attributes;
        this.installed = installed;
    }

    /** For {@link Surroundings#source}. */
    public synchronized ContentSource source() {
        Current now = current;
        if (now == null || now.ended()) {
            return otherwise.get();
        }
        now.looked = true;
        return new Offered(now);
    }

    @Override
    public Map<String, String> attributes() {
        return attributes.get();
    }

    @Override
    public Optional<Installed> installed() {
        return installed.get();
    }

    @Override
    public void offer(Deployment deployment, ContentSource source) {
        if (accepted(deployment, source)) {
            updater.accept(new Hint("hawkbit " + deployment.id(), false));
        }
    }

    private synchronized boolean accepted(Deployment deployment, ContentSource source) {
        Current now = current;
        if (now == null || !now.id.equals(deployment.id())) {
            now = new Current(deployment.id(), source);
            current = now;
        }
        boolean allowed = deployment.download() != Deployment.Mode.SKIP && deployment.update() != Deployment.Mode.SKIP;
        if (!allowed || now.hinted) {
            return false;
        }
        now.hinted = true;
        return true;
    }

    @Override
    public synchronized Cancellation cancel(String deploymentId) {
        Current now = current;
        if (now == null || !now.id.equals(deploymentId) || now.progress instanceof Progress.Cancelled) {
            return Cancellation.DONE;
        }
        if (!now.looked) {
            now.progress = new Progress.Cancelled();
            return Cancellation.DONE;
        }
        // From verification on the bytes are here, and nothing can be held back any more.
        if (now.ended() || now.stage.ordinal() >= Stage.VERIFY.ordinal()) {
            return Cancellation.TOO_LATE;
        }
        now.cancelled = true;
        return Cancellation.PENDING;
    }

    @Override
    public synchronized Progress progress(String deploymentId) {
        Current now = current;
        return now == null || !now.id.equals(deploymentId) ? new Progress.NotStarted() : now.progress;
    }

    @Override
    public synchronized void happened(UpdateEvent event) {
        Current now = current;
        if (now != null && now.looked && !now.ended()) {
            now.progress = next(now, event);
        }
    }

    private static Progress next(Current now, UpdateEvent event) {
        if (event instanceof UpdateEvent.StageEntered entered) {
            now.stage = entered.stage();
            return new Progress.Working(step(entered.stage(), entered.release()));
        } else if (event instanceof UpdateEvent.Downloaded downloaded) {
            // In tenths: a step is a message to the server.
            return new Progress.Working(step(Stage.DOWNLOAD, downloaded.release()) + " " + downloaded.bytes() * 10 / Math.max(1, downloaded.total()) * 10 + " %");
        } else if (event instanceof UpdateEvent.Waiting waiting) {
            return new Progress.Working("waiting: " + waiting.reason());
        } else if (event instanceof UpdateEvent.Confirmed confirmed) {
            return new Progress.Confirmed(confirmed.release() + " confirmed");
        } else if (event instanceof UpdateEvent.UpToDate current) {
            return new Progress.Confirmed(current.release() + " is active");
        } else if (event instanceof UpdateEvent.RolledBack back) {
            return new Progress.Failed(back.release() + " rolled back: " + back.reason());
        } else if (event instanceof UpdateEvent.Refused refused) {
            return now.cancelled ? new Progress.Cancelled() : new Progress.Failed(refused.reason());
        }
        return now.progress;
    }

    private static String step(Stage stage, String release) {
        return release.isEmpty() ? stage.word() : stage.word() + " " + release;
    }

    private synchronized boolean wanted(Current deployment) {
        return !deployment.cancelled && Objects.equals(current, deployment);
    }

    private void requireWanted(Current deployment) throws DeliveryException {
        if (!wanted(deployment)) {
            throw new DeliveryException(Reason.REFUSED, "cancelled by the fleet's server");
        }
    }

    /** A deployment's files for as long as it is wanted. */
    private final class Offered implements ContentSource {
        private final Current deployment;

        Offered(Current deployment) {
            this.deployment = deployment;
        }

        @Override
        public String name() {
            return deployment.source.name();
        }

        @Override
        public byte[] document(String name, int limit) throws DeliveryException {
            requireWanted(deployment);
            return deployment.source.document(name, limit);
        }

        @Override
        public void content(ContentId id, long offset, ContentSink sink) throws DeliveryException {
            requireWanted(deployment);
            deployment.source.content(id, offset, bytes -> wanted(deployment) && sink.accept(bytes));
            requireWanted(deployment);
        }

        @Override
        public void close() {
            // It serves every look of the deployment.
        }
    }
}
