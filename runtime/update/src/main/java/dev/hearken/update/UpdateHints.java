package dev.hearken.update;

import dev.hearken.hub.HubPort;
import dev.hearken.hub.Topics;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door through which hints come: {@code hearken/<siteId>/update/hint} for one speaker, {@code hearken/all/update/hint} for
 * every speaker of a broker. Retained messages, repetitions of a deployment id, more than one hint in {@link #LEAST_PAUSE}, and
 * whatever is no hint do nothing. A hint that is lost does no harm, as speakers also look by themselves.
 */
public final class UpdateHints {

    /** Topic for all speakers. */
    public static final String EVERYBODY = topic(Topics.EVERYBODY);
    /** A storm of hints costs one look at the source in this time. */
    public static final Duration LEAST_PAUSE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(UpdateHints.class);
    private static final int MOST_REMEMBERED = 256;
    private static final Duration EXPIRY = Duration.ofHours(1);

    private final String siteId;
    private final String channel;
    private final LongSupplier nanoTime;
    private final List<Consumer<UpdateHint>> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> seen = new LinkedHashSet<>();
    private boolean any;
    private long latest;

    /** @param channel hints of other channels do nothing either */
    public UpdateHints(String siteId, String channel) {
        this(siteId, channel, System::nanoTime);
    }

    UpdateHints(String siteId, String channel, LongSupplier nanoTime) {
        this.siteId = siteId;
        this.channel = channel;
        this.nanoTime = nanoTime;
    }

    public static String topic(String siteId) {
        return new Topics(siteId).updates() + "/hint";
    }

    /** The message that tells all speakers of a broker, never retained. */
    public static HubPort.Message toEverybody(UpdateHint hint) {
        return new HubPort.Message(EVERYBODY, hint.encode(), 1, false, EXPIRY, HubPort.Message.Urgency.EVENT);
    }

    /** Told on the hub's thread; must only hop to another. */
    public void onHint(Consumer<UpdateHint> listener) {
        listeners.add(listener);
    }

    /** Listens on a hub; once for each hub. */
    public void subscribe(HubPort hub) {
        hub.subscribe(topic(siteId), 1, this::received);
        if (!EVERYBODY.equals(topic(siteId))) {
            hub.subscribe(EVERYBODY, 1, this::received);
        }
    }

    private void received(HubPort.Received message) {
        if (message.retained()) {
            LOG.debug("a retained hint on {} is ignored", message.topic());
            return;
        }
        UpdateHint.parse(message.payload()).filter(hint -> hint.channel().isEmpty() || hint.channel().equals(channel)).filter(this::isNews).ifPresent(hint -> listeners.forEach(listener -> listener.accept(hint)));
    }

    private synchronized boolean isNews(UpdateHint hint) {
        long now = nanoTime.getAsLong();
        if (seen.contains(hint.deploymentId()) || any && now - latest < LEAST_PAUSE.toNanos()) {
            return false;
        }
        if (seen.size() == MOST_REMEMBERED) {
            seen.remove(seen.iterator().next());
        }
        seen.add(hint.deploymentId());
        any = true;
        latest = now;
        return true;
    }
}
