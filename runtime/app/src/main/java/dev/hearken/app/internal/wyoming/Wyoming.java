package dev.hearken.app.internal.wyoming;

import dev.hearken.app.internal.agent.Fault;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.speaker.Ear;
import dev.hearken.app.internal.speaker.SpeakerDialogue;
import dev.hearken.app.internal.speaker.SpeakerObserver;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Wyoming side of a speaker. Made and used on the event loop. */
public final class Wyoming {

    private static final Logger LOG = LoggerFactory.getLogger(Wyoming.class);
    /** Time between two chunks of sound. */
    public static final long TICK_MILLIS = 32;
    /** How long clients may go on with models that the speaker has left: as long as a long sentence. */
    private static final long PATIENCE_TICKS = 20_000 / TICK_MILLIS;

    private final Configuration.Wyoming settings;
    private final WyomingServer.Services services;
    private final WyomingSounds sounds;
    private final Optional<WyomingSatellite> satellite;
    private final Ear ear;
    private final EngineRoom room;
    private long ticksWaited;
    private @Nullable WyomingServer server;
    private @Nullable WyomingAnnouncer announcer;
    private boolean closed;

    public Wyoming(Configuration.Wyoming settings, WyomingEngines engines, SpeakerDialogue dialogue, Ear ear, Executor loop) {
        this.settings = settings;
        this.ear = ear;
        sounds = new WyomingSounds(dialogue, loop);
        satellite = settings.satellite() ? Optional.of(new WyomingSatellite(dialogue, ear)) : Optional.empty();
        room = new EngineRoom(engines);
        services = WyomingServer.Services.of(room, loop, sounds, satellite, settings.microphone());
    }

    /** Those who must see what the speaker does. */
    public List<SpeakerObserver> observers() {
        List<SpeakerObserver> observers = new ArrayList<>(List.of(sounds));
        satellite.ifPresent(observers::add);
        return observers;
    }

    /** Whether a server understands what follows the wake word. */
    public boolean understands() {
        return satellite.map(WyomingSatellite::taken).orElse(false);
    }

    /** @param faults told if the server cannot listen */
    public void start(Vertx vertx, Consumer<Fault> faults) {
        WyomingServer.start(vertx, services, settings.host(), settings.port(), settings.microphone() ? Optional.of(ear) : Optional.empty())
            .onSuccess(started -> {
                if (closed) {
                    started.close();
                    return;
                }
                server = started;
                LOG.info("listening at {}:{}", settings.host(), started.port());
                if (settings.announce()) {
                    announcer = new WyomingAnnouncer(room.described().name(), started.port(), settings.host());
                    announcer.start();
                }
            })
            .onFailure(reason -> faults.accept(Fault.raised("wyoming", "cannot listen at " + settings.host() + ":" + settings.port() + ": " + reason.getMessage())));
    }

    /** The port it listens at, once it does. */
    public Optional<Integer> port() {
        return Optional.ofNullable(server).map(WyomingServer::port);
    }

    /** Sends what has been heard; every {@link #TICK_MILLIS}. */
    public void tick() {
        satellite.ifPresent(WyomingSatellite::tick);
        ticksWaited = room.waits() ? ticksWaited + 1 : 0;
        if (ticksWaited == PATIENCE_TICKS) {
            ticksWaited = 0;
            room.evict();
        }
    }

    /**
     * Serves whoever begins from now on with other models; any thread.
     *
     * @param free told once nobody is served with those of before
     */
    public void change(WyomingEngines next, Runnable free) {
        room.change(next, free);
        services.speak(services.voice()::closeIfOutdated);
    }

    /** Serves nobody new until {@link #change} brings other models, for want of room; any thread. */
    public void letGo(Runnable free) {
        room.letGo(free);
        services.speak(services.voice()::closeIfOutdated);
    }

    /** Any thread. */
    public void close() {
        closed = true;
        if (announcer != null) {
            announcer.close();
        }
        if (server != null) {
            server.close();
        }
    }
}
