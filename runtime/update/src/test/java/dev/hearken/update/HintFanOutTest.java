package dev.hearken.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.hub.HubPort;
import dev.hearken.hub.HubSettings;
import dev.hearken.hub.Mosquitto;
import dev.hearken.hub.PahoHub;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * One hint to very many subscribers of one mosquitto on loopback; {@code ./hearken test --with fan-out} runs it with 10,000. Broker
 * and all subscribers share this machine's cores, so that the times are an upper bound for a broker that has its own.
 */
@EnabledIfSystemProperty(named = "hearken.fan-out", matches = "\\d+", disabledReason = "takes many connections: ./hearken test --with fan-out")
class HintFanOutTest {

    /** Held, because the logging system forgets loggers nobody holds. */
    private static final Logger VERTX_LOG = Logger.getLogger("io.vertx");
    private static final int HINTS = 10;
    private static final int CONNECTING = 64;
    private static final long LIMIT_SECONDS = 240;

    private final int subscribers = Integer.getInteger("hearken.fan-out", 0);
    /** Nanoseconds of System.nanoTime at which a subscriber got a hint; row by row. */
    private final AtomicLongArray arrivals = new AtomicLongArray(HINTS * Math.max(subscribers, 1));
    private final CountDownLatch[] heard = new CountDownLatch[HINTS];
    @TempDir
    private Path folder;

    @Test
    void shouldReachEverySubscriberOfOneBroker() throws Exception {
        // The client library tells of each connection.
        VERTX_LOG.setLevel(Level.WARNING);
        Arrays.setAll(heard, i -> new CountDownLatch(subscribers));
        int port = freePort();
        Process broker = mosquitto(port);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        try (PahoHub publisher = new PahoHub(HubSettings.of("mqtt://127.0.0.1:" + port, "publisher"))) {
            publisher.start();
            long began = System.nanoTime();
            connect(vertx, port);
            double connected = (System.nanoTime() - began) / 1e9;
            String idle = memory(broker.pid());
            System.out.printf(Locale.ROOT, "fan-out: %d subscribers connected in %.1f s; mosquitto holds %s%n", subscribers, connected, idle);
            for (int i = 0; i < HINTS; i++) {
                UpdateHint hint = new UpdateHint(String.format(Locale.ROOT, "%064d", i), "stable");
                long sent = System.nanoTime();
                publisher.publish(UpdateHints.toEverybody(hint));
                assertTrue(heard[i].await(LIMIT_SECONDS, TimeUnit.SECONDS), "hint " + i + " reaches all; missing " + heard[i].getCount());
                report(i, sent);
            }
            System.out.printf(Locale.ROOT, "fan-out: mosquitto holds %s, used %.2f s of processor time in all%n", memory(broker.pid()),
                broker.toHandle().info().totalCpuDuration().orElseThrow().toMillis() / 1e3);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
            broker.destroyForcibly();
            assertTrue(broker.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        }
    }

    private void connect(Vertx vertx, int port) throws InterruptedException {
        Semaphore gate = new Semaphore(CONNECTING);
        CountDownLatch ready = new CountDownLatch(subscribers);
        AtomicInteger failed = new AtomicInteger();
        for (int i = 0; i < subscribers; i++) {
            gate.acquire();
            int number = i;
            MqttClient client = MqttClient.create(vertx, new MqttClientOptions().setClientId("speaker-" + i).setKeepAliveInterval(600));
            client.publishHandler(message -> arrived(number, message.payload().getBytes()));
            client.connect(port, "127.0.0.1")
                .compose(connection -> client.subscribe(UpdateHints.EVERYBODY, 1))
                .onComplete(done -> {
                    gate.release();
                    failed.addAndGet(done.succeeded() ? 0 : 1);
                    ready.countDown();
                });
        }
        assertTrue(ready.await(LIMIT_SECONDS, TimeUnit.SECONDS), "all connect; missing " + ready.getCount());
        assertEquals(0, failed.get(), "subscribers that could not connect");
    }

    private void arrived(int subscriber, byte[] payload) {
        int hint = Integer.parseInt(UpdateHint.parse(payload).orElseThrow().deploymentId());
        if (arrivals.compareAndSet(hint * subscribers + subscriber, 0, System.nanoTime())) {
            heard[hint].countDown();
        }
    }

    private void report(int hint, long sent) {
        double[] millis = new double[subscribers];
        Arrays.setAll(millis, i -> (arrivals.get(hint * subscribers + i) - sent) / 1e6);
        Arrays.sort(millis);
        System.out.printf(Locale.ROOT, "fan-out: hint %d: median %.0f ms, 99 %% %.0f ms, last %.0f ms, %.0f deliveries/s%n", hint, millis[subscribers / 2],
            millis[(int) (subscribers * 0.99)], millis[subscribers - 1], subscribers / millis[subscribers - 1] * 1e3);
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    /** Logging nothing but errors, unlike the one of other tests. */
    private Process mosquitto(int port) throws IOException, InterruptedException {
        Path configuration = Files.write(folder.resolve("mosquitto.conf"), List.of("listener " + port + " 127.0.0.1", "allow_anonymous true",
            "persistence false", "log_type error", "max_connections -1", System.getProperty("user.name").equals("root") ? "user root" : ""));
        Process process = new ProcessBuilder(Mosquitto.require("mosquitto").toString(), "-c", configuration.toString())
            .redirectErrorStream(true).redirectOutput(folder.resolve("mosquitto.log").toFile()).start();
        for (int i = 0; i < 100; i++) {
            try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return process;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new IOException("mosquitto did not start: " + Files.readString(folder.resolve("mosquitto.log")));
    }

    private static String memory(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream().filter(line -> line.startsWith("VmRSS")).findFirst().orElse("").replaceAll("VmRSS:\\s*", "");
    }
}
