package dev.hearken.app.internal.wyoming;

import dev.hearken.app.internal.speaker.Ear;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server: one port for all roles. Its handlers run on the Vert.x context that starts it; engines run on two workers, one
 * for hearing and one for speaking.
 */
final class WyomingServer {

    private static final Logger LOG = LoggerFactory.getLogger(WyomingServer.class);
    private static final int MOST_CONNECTIONS = 16;
    private static final int MOST_TASKS = 4;
    /** A client that has said nothing by then wants to hear the microphone. */
    private static final long SILENCE_MILLIS = 500;
    private static final long MIC_PERIOD_MILLIS = 32;
    private static final int MIC_CHUNK = 512;

    /** What connections work with. */
    record Services(EngineRoom room, WyomingInfo info, Executor loop, ExecutorService hearing, ExecutorService speaking, WyomingVoice voice,
                    WyomingSounds sounds, Optional<WyomingSatellite> satellite, AtomicInteger tasks) {

        static Services of(EngineRoom room, Executor loop, WyomingSounds sounds, Optional<WyomingSatellite> satellite, boolean microphone) {
            return new Services(room, new WyomingInfo(room, satellite.isPresent(), microphone), loop, worker("wyoming-hearing"),
                worker("wyoming-speaking"), new WyomingVoice(room), sounds, satellite, new AtomicInteger());
        }

        private static ExecutorService worker(String name) {
            return Executors.newSingleThreadExecutor(task -> {
                Thread thread = new Thread(task, name);
                thread.setDaemon(true);
                return thread;
            });
        }

        /** Any thread; nothing once the server has ended. */
        void hear(Runnable step) {
            submit(hearing, step);
        }

        /** As {@link #hear}. */
        void speak(Runnable step) {
            submit(speaking, step);
        }

        private static void submit(ExecutorService worker, Runnable step) {
            try {
                worker.execute(step);
            } catch (RejectedExecutionException e) {
                LOG.debug("the server has ended", e);
            }
        }

        /** Whether one more engine may listen. */
        boolean admit() {
            if (tasks.incrementAndGet() <= MOST_TASKS) {
                return true;
            }
            tasks.decrementAndGet();
            return false;
        }

        void leave() {
            tasks.decrementAndGet();
        }
    }

    private final Vertx vertx;
    private final Services services;
    private final Optional<Ear> microphone;
    private final NetServer server;
    private final Set<NetSocket> open = new HashSet<>();

    private WyomingServer(Vertx vertx, Services services, Optional<Ear> microphone, NetServer server) {
        this.vertx = vertx;
        this.services = services;
        this.microphone = microphone;
        this.server = server;
    }

    /**
     * Listens; fails with the operating system's reason if the port is taken.
     *
     * @param microphone what silent clients are given to hear; empty = nothing
     */
    static Future<WyomingServer> start(Vertx vertx, Services services, String host, int port, Optional<Ear> microphone) {
        NetServer net = vertx.createNetServer(new NetServerOptions().setHost(host).setPort(port).setTcpNoDelay(true));
        WyomingServer server = new WyomingServer(vertx, services, microphone, net);
        net.connectHandler(server::admit);
        return net.listen().map(server);
    }

    int port() {
        return server.actualPort();
    }

    private void admit(NetSocket socket) {
        if (open.size() >= MOST_CONNECTIONS) {
            socket.end(WyomingEvent.error("busy", "too many clients").encode());
            return;
        }
        open.add(socket);
        WyomingConnection connection = new WyomingConnection(services, socket);
        connection.open();
        socket.endHandler(ignored -> open.remove(socket));
        microphone.ifPresent(ear -> vertx.setTimer(SILENCE_MILLIS, ignored -> {
            if (!connection.heard() && !connection.closed()) {
                stream(connection, ear);
            }
        }));
    }

    /** The microphone role: a client that listens only. */
    private void stream(WyomingConnection connection, Ear ear) {
        short[] chunk = new short[MIC_CHUNK];
        long first = ear.head();
        long[] position = {first};
        connection.send(WyomingEvent.of("audio-start", WyomingSatellite.format(Ear.SAMPLE_RATE).put("timestamp", 0)));
        vertx.setPeriodic(MIC_PERIOD_MILLIS, timer -> {
            if (connection.closed()) {
                vertx.cancelTimer(timer);
                return;
            }
            while (ear.head() - position[0] >= MIC_CHUNK) {
                int count = ear.read(position[0], chunk, 0, MIC_CHUNK);
                long at = position[0];
                position[0] = count == MIC_CHUNK ? at + count : ear.oldest(MIC_CHUNK);
                if (count == MIC_CHUNK && !connection.congested()) {
                    JsonObject format = WyomingSatellite.format(Ear.SAMPLE_RATE).put("timestamp", (at - first) * 1000 / Ear.SAMPLE_RATE);
                    connection.send(new WyomingEvent("audio-chunk", format, PcmConverter.bytes(chunk, count)));
                }
            }
        });
    }

    /** Stops listening, drops all clients, lets go of the engines. */
    Future<Void> close() {
        Future<Void> closed = server.close();
        services.speak(services.voice()::close);
        services.hearing().shutdown();
        services.speaking().shutdown();
        return closed;
    }
}
