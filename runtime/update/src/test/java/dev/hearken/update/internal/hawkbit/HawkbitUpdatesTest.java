package dev.hearken.update.internal.hawkbit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.models.api.RuntimeVersion;
import dev.hearken.update.Cancellation;
import dev.hearken.update.ContentId;
import dev.hearken.update.ContentSink;
import dev.hearken.update.DeliveryException;
import dev.hearken.update.Deployment;
import dev.hearken.update.HawkbitSettings;
import dev.hearken.update.HawkbitUpdates;
import dev.hearken.update.HealthReading;
import dev.hearken.update.Hint;
import dev.hearken.update.InstalledRelease;
import dev.hearken.update.Publisher;
import dev.hearken.update.QuietHours;
import dev.hearken.update.ReleaseHost;
import dev.hearken.update.SelfTest;
import dev.hearken.update.SoakRules;
import dev.hearken.update.Stage;
import dev.hearken.update.Surroundings;
import dev.hearken.update.UpdateSettings;
import dev.hearken.update.Updater;
import dev.hearken.update.internal.http.HttpFetch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A signed release on its whole way: hawkBit's device interface, the updater's stages, and the report back. */
class HawkbitUpdatesTest implements ReleaseHost {

    private static final Duration SOAK = Duration.ofMinutes(10);

    private final Publisher publisher = new Publisher();
    @TempDir
    private Path folder;
    private DdiServer server;
    private HawkbitUpdates updates;
    private @Nullable Updater updater;
    private DeviceProtocol device;
    private SelfTest selfTest = release -> Optional.empty();
    private Optional<InstalledRelease> adopted = Optional.empty();
    private long nanos;

    @BeforeEach
    void start() throws Exception {
        server = new DdiServer();
        restart();
    }

    @AfterEach
    void stop() throws Exception {
        updater.close();
        server.close();
    }

    @Override
    public Optional<String> adopt(Optional<InstalledRelease> release) {
        adopted = release;
        return Optional.empty();
    }

    @Override
    public HealthReading health() {
        return HealthReading.NONE;
    }

    /** A new program with what is on the disk; the folder's lock is the old one's until it ends. */
    private void restart() throws Exception {
        if (updater != null) {
            updater.close();
        }
        UpdateSettings settings = new UpdateSettings(Publisher.CHANNEL, "generic-x86", "en-small", RuntimeVersion.CURRENT, 1000, Duration.ofHours(6),
            QuietHours.NONE, new SoakRules(SOAK, 2, 8, 2, 4, 0.25));
        updates = new HawkbitUpdates(this::hint, () -> new Publisher(), () -> Map.of("board", "generic-x86"), Optional::empty);
        Surroundings around = new Surroundings(() -> Publisher.NOW.plusNanos(nanos), () -> nanos, ZoneOffset.UTC, Instant.parse("2026-11-20T00:00:00Z"), "boot",
            updates::source, release -> selfTest.failure(release), this, updates);
        updater = Updater.open(folder.resolve("updates"), publisher.pinned(), settings, around);
        updater.start();
        HawkbitSettings hawkbit = HawkbitSettings.of(server.url(), "kitchen").withTargetToken("test");
        HttpFetch fetch = new HttpFetch(hawkbit.http(), System::nanoTime);
        device = new DeviceProtocol(hawkbit, fetch, fetch, folder.resolve("hawkbit.json"), updates);
    }

    private void hint(Hint hint) {
        updater.hint(hint);
    }

    /** What an operator uploads: the signed documents and the files, each a file of the software module. */
    private void upload(String version) {
        publisher.publish(publisher.pack(version, ("model " + version).getBytes(StandardCharsets.UTF_8)));
        publisher.documents.forEach(server::file);
        publisher.contents.forEach(server::file);
    }

    private void work() {
        nanos += Duration.ofSeconds(30).toNanos();
        for (int i = 0; i < 100 && updater.step(); i++) {
            nanos++;
        }
    }

    /** Lets the soak pass, with polls on the way. */
    private void soak() {
        for (int i = 0; i < 25; i++) {
            work();
            device.poll();
        }
    }

    private String last() {
        List<String> told = server.told("deploymentBase");
        return told.isEmpty() ? "" : told.get(told.size() - 1);
    }

    @Test
    void shouldReportSuccessOnlyWhenTheReleaseIsConfirmed() {
        upload("2");
        server.offer("7");
        device.poll();
        work();
        device.poll();
        assertEquals(Stage.SOAK, updater.stage());
        assertTrue(adopted.isPresent());
        assertTrue(server.told("deploymentBase/7 closed").isEmpty(), server.told().toString());
        assertTrue(last().startsWith("deploymentBase/7 proceeding/none [soak"), last());
        soak();
        assertTrue(last().startsWith("deploymentBase/7 closed/success [") && last().contains("confirmed"), last());
    }

    @Test
    void shouldReportWhyARoleBackHappened() {
        selfTest = release -> Optional.of("lights.wav: heard 'turn off the light'");
        upload("2");
        server.offer("7");
        device.poll();
        work();
        device.poll();
        assertTrue(last().startsWith("deploymentBase/7 closed/failure [") && last().contains("heard 'turn off the light'"), last());
        assertTrue(adopted.isEmpty());
        server.offer("8");
        device.poll();
        work();
        device.poll();
        assertTrue(last().startsWith("deploymentBase/8 closed/failure [") && last().contains("failed on this board before"), last());
    }

    @Test
    void shouldReportSuccessAfterARestartInTheSoak() throws Exception {
        upload("2");
        server.offer("7");
        device.poll();
        work();
        assertEquals(Stage.SOAK, updater.stage());
        restart();
        device.poll();
        soak();
        assertTrue(last().startsWith("deploymentBase/7 closed/success ["), last());
    }

    @Test
    void shouldRefuseWhatIsNotSigned() {
        upload("2");
        server.file("stable.timestamp.json", "{\"signatures\":[]}".getBytes(StandardCharsets.UTF_8));
        server.offer("7");
        device.poll();
        work();
        device.poll();
        assertTrue(last().startsWith("deploymentBase/7 closed/failure ["), last());
        assertTrue(adopted.isEmpty());
    }

    @Test
    void shouldWaitForTheMaintenanceWindow() {
        upload("2");
        server.modes("\"download\":\"forced\",\"update\":\"forced\",\"maintenanceWindow\":\"unavailable\"");
        server.offer("7");
        device.poll();
        work();
        device.poll();
        assertEquals(Stage.IDLE, updater.stage());
        assertTrue(adopted.isEmpty());
        server.modes("\"download\":\"forced\",\"update\":\"forced\",\"maintenanceWindow\":\"available\"");
        device.poll();
        soak();
        assertTrue(last().startsWith("deploymentBase/7 closed/success ["), last());
    }

    @Test
    void shouldCancelBeforeAnythingBeganButNotInTheSoak() {
        upload("2");
        server.offer("7");
        device.poll();
        server.cancel("7");
        device.poll();
        assertEquals(List.of("cancelAction/7 closed/success [cancelled]"), server.told("cancelAction"));
        work();
        assertEquals(Stage.IDLE, updater.stage());
        assertTrue(adopted.isEmpty());
        server.offer("8");
        device.poll();
        work();
        assertEquals(Stage.SOAK, updater.stage());
        server.cancel("8");
        device.poll();
        assertTrue(server.told("cancelAction/8 rejected").size() == 1, server.told().toString());
        soak();
        assertTrue(last().startsWith("deploymentBase/8 closed/success ["), last());
    }

    @Test
    void shouldCancelADownloadOnTheWay() {
        upload("2");
        String model = publisher.contents.keySet().iterator().next();
        server.failFileWith(model, 503);
        server.offer("7");
        device.poll();
        work();
        assertEquals(Stage.DOWNLOAD, updater.stage());
        device.poll();
        server.cancel("7");
        device.poll();
        assertTrue(server.told("cancelAction").isEmpty(), "asked to stop, not stopped yet");
        work();
        device.poll();
        assertEquals(List.of("cancelAction/7 closed/success [cancelled]"), server.told("cancelAction"));
        assertEquals(Stage.IDLE, updater.stage());
        assertTrue(adopted.isEmpty());
    }

    @Test
    void shouldCancelInTheMiddleOfAFile() throws Exception {
        byte[] piece = new byte[1000];
        ContentId file = new ContentId("0".repeat(64), 100L * piece.length);
        updates.offer(new Deployment("7", List.of(), Deployment.Mode.FORCED, Deployment.Mode.FORCED), new Publisher() {
            @Override
            public void content(ContentId id, long offset, ContentSink sink) throws DeliveryException {
                try {
                    for (int i = 0; i < 100 && sink.accept(ByteBuffer.wrap(piece)); i++) {
                        nanos++;
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        });
        List<Integer> taken = new ArrayList<>();
        DeliveryException e = assertThrows(DeliveryException.class, () -> updates.source().content(file, 0, bytes -> {
            taken.add(bytes.remaining());
            return taken.size() < 3 || updates.cancel("7") == Cancellation.PENDING;
        }));
        assertEquals(DeliveryException.Reason.REFUSED, e.reason());
        assertEquals(3, taken.size());
    }
}
