package dev.hearken.update.internal.hawkbit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.update.Cancellation;
import dev.hearken.update.HawkbitSettings;
import dev.hearken.update.Progress;
import dev.hearken.update.internal.http.HttpFetch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an action that the server takes back. */
class DeviceCancellationTest {

    private static final HawkbitSettings.Pace PACE = new HawkbitSettings.Pace(Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofHours(1));

    private final HandSetTarget target = new HandSetTarget();
    @TempDir
    private Path folder;
    private DdiServer server;
    private DeviceProtocol device;

    @BeforeEach
    void start() throws IOException {
        server = new DdiServer();
        server.file("targets.json", "{}".getBytes(StandardCharsets.UTF_8));
        HawkbitSettings settings = HawkbitSettings.of(server.url(), "kitchen").withTargetToken("test").withPace(PACE);
        HttpFetch fetch = new HttpFetch(settings.http(), System::nanoTime);
        device = new DeviceProtocol(settings, fetch, fetch, folder.resolve("hawkbit.json"), target);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void shouldCancelWhatIsNotActivatedYet() {
        server.offer("7");
        device.poll();
        server.cancel("7");
        device.poll();
        assertEquals("cancelAction/7 closed/success [cancelled]", last(server.told()));
        device.poll();
        assertEquals(1, target.cancels.size());
        assertTrue(server.told("deploymentBase/7 closed").isEmpty());
    }

    @Test
    void shouldAnswerACancelOnlyWhenItIsDone() {
        server.offer("7");
        device.poll();
        target.cancellation = Cancellation.PENDING;
        server.cancel("7");
        device.poll();
        device.poll();
        assertTrue(server.told("cancelAction").isEmpty());
        target.cancellation = Cancellation.DONE;
        device.poll();
        assertEquals(List.of("cancelAction/7 closed/success [cancelled]"), server.told("cancelAction"));
    }

    @Test
    void shouldRejectACancelThatComesTooLate() {
        server.offer("7");
        device.poll();
        target.cancellation = Cancellation.TOO_LATE;
        server.cancel("7");
        device.poll();
        assertTrue(last(server.told()).startsWith("cancelAction/7 rejected/none"), last(server.told()));
        target.progress.put("7", new Progress.Confirmed("active"));
        device.poll();
        assertEquals(1, server.told("deploymentBase/7 closed/success").size());
    }

    @Test
    void shouldNotArgueForEverAboutACancel() {
        target.cancellation = Cancellation.TOO_LATE;
        for (int i = 0; i < 20; i++) {
            server.cancel("7");
            device.poll();
        }
        assertEquals(3, server.told("cancelAction/7").size());
    }

    @Test
    void shouldStopWorkingOnWhatTheServerWithdrew() {
        server.offer("7");
        device.poll();
        server.offer(null);
        device.poll();
        assertEquals(List.of("7"), target.cancels);
        server.offer("8");
        device.poll();
        assertEquals("8", target.offers.get(1).id());
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
