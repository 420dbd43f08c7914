package dev.hearken.app.internal.update;

import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.Configuration.Delivery;
import dev.hearken.app.internal.config.ConfigurationException;
import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubSettings;
import dev.hearken.update.ContentSource;
import dev.hearken.update.DeltaSource;
import dev.hearken.update.HawkbitDevice;
import dev.hearken.update.HawkbitSettings;
import dev.hearken.update.HawkbitUpdates;
import dev.hearken.update.Hint;
import dev.hearken.update.HttpContentSource;
import dev.hearken.update.HttpSettings;
import dev.hearken.update.MqttContentSource;
import dev.hearken.update.PacedSource;
import dev.hearken.update.UpdateEvent;
import dev.hearken.update.UpdateHints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a daemon's updates come from, and who tells it to look: {@code updates.source} is a folder, {@code http(s)://HOST/FOLDER},
 * {@code broker} (chunks over the speaker's own connection) or {@code hawkbit:http(s)://HOST}; hints come over the broker in any case.
 * What is fetched is paced and, where it pays, patched.
 */
final class UpdateSources implements AutoCloseable {

    static final String BROKER = "broker";
    static final String HAWKBIT = "hawkbit:";

    private static final long KILOBYTE = 1000;
    /** Bytes that old and new file of a patch may have together. */
    private static final long PATCH_BYTES = 96L << 20;

    private final Configuration configuration;
    private final String address;
    private final Path scratch;
    private final HeldFiles held;
    private final Supplier<Map<String, String>> attributes;
    private final Supplier<ContentSource> plain;
    private @Nullable HawkbitUpdates fleet;
    /** A hub keeps its subscriptions: hints that come after the end are nobody's. */
    private volatile boolean closed;
    private @Nullable HawkbitDevice device;
    private volatile @Nullable MqttContentSource overBroker;

    /**
     * @param pack       folder of the pack in use
     * @param attributes what a hawkBit server is told of this speaker
     * @throws ConfigurationException if the source cannot be understood or its files cannot be read
     */
    UpdateSources(Configuration configuration, Supplier<Path> pack, Supplier<Map<String, String>> attributes) {
        this.configuration = configuration;
        this.address = configuration.updates().source().orElse("");
        this.scratch = configuration.stateFolder().resolve("updates-scratch");
        this.held = new HeldFiles(pack);
        this.attributes = attributes;
        this.plain = supplier();
    }

    /** Whether a server decides when there is something to look at. */
    boolean pushed() {
        return address.startsWith(HAWKBIT);
    }

    private Supplier<ContentSource> supplier() {
        try {
            if (pushed()) {
                hawkbit();   // Said now rather than when the speaker runs already.
            }
            if (address.equals(BROKER) || pushed()) {
                return this::connected;
            }
            if (address.matches("https?://.*")) {
                HttpSettings settings = http(address);
                new HttpContentSource(settings).close();
                return () -> open(settings);
            }
        } catch (IllegalArgumentException | IOException e) {
            throw new ConfigurationException("updates: " + e.getMessage());
        }
        return () -> SourceAddress.open(address);
    }

    private HttpSettings http(String url) {
        Delivery delivery = configuration.updates().delivery();
        HttpSettings settings = HttpSettings.of(url).withOtherHosts(delivery.hosts().toArray(String[]::new));
        return delivery.ca().isEmpty() ? settings : settings.withTls(new HubSettings.Tls(delivery.ca().get(), null, null));
    }

    private static ContentSource open(HttpSettings settings) {
        try {
            return new HttpContentSource(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ContentSource connected() {
        ContentSource source = fleet != null ? fleet.source() : overBroker;
        if (source == null) {
            throw new IllegalStateException("asked before attach()");
        }
        return source;
    }

    /** For {@link dev.hearken.update.Surroundings#source}; the updater's thread. */
    ContentSource open() {
        ContentSource source = plain.get();
        int limit = configuration.updates().delivery().kilobytesPerSecond();
        ContentSource paced = limit == 0 ? source : new PacedSource(source, limit * KILOBYTE, configuration.updates().quietHours(), ZonedDateTime::now);
        try {
            return new DeltaSource(paced, held, Files.createDirectories(scratch), PATCH_BYTES);
        } catch (IOException e) {
            return paced;
        }
    }

    /**
     * The hub is there: hints and chunks come over it, and a hawkBit device begins to poll.
     *
     * @param look wakes the updater
     */
    void attach(HubPort hub, Consumer<Hint> look) {
        UpdateHints hints = new UpdateHints(configuration.siteId(), configuration.updates().channel());
        hints.onHint(hint -> {
            if (!closed) {
                look.accept(new Hint(hint.deploymentId(), false));
            }
        });
        hints.subscribe(hub);
        if (address.equals(BROKER)) {
            overBroker = new MqttContentSource(hub, configuration.siteId(), MqttContentSource.Patience.DEFAULT);
        } else if (pushed()) {
            join(look);
        }
    }

    private void join(Consumer<Hint> look) {
        try {
            HawkbitSettings settings = hawkbit();
            HawkbitUpdates updates = new HawkbitUpdates(look, NothingOffered::new, attributes, Optional::empty);
            HawkbitDevice polling = new HawkbitDevice(settings, configuration.stateFolder().resolve("hawkbit.json"), updates);
            fleet = updates;
            device = polling;
            polling.start();
        } catch (IllegalArgumentException | IOException e) {
            throw new ConfigurationException("updates: " + e.getMessage());
        }
    }

    private HawkbitSettings hawkbit() throws IOException {
        HttpSettings http = http(address.substring(HAWKBIT.length()));
        return HawkbitSettings.of(http.base().toString(), configuration.siteId()).withHttp(http).withTargetToken(token());
    }

    private String token() throws IOException {
        Path file = configuration.updates().delivery().tokenFile().orElseThrow(() -> new IllegalArgumentException("a hawkBit source needs token-file"));
        return Files.readString(file).lines().findFirst().orElse("").strip();
    }

    /** What the updater tells; its thread. */
    void happened(UpdateEvent event) {
        HawkbitUpdates updates = fleet;
        HawkbitDevice polling = device;
        if (updates != null && polling != null) {
            updates.happened(event);
            polling.progressed();
        }
    }

    @Override
    public void close() {
        closed = true;
        HawkbitDevice polling = device;
        if (polling != null) {
            polling.close();
        }
    }
}
