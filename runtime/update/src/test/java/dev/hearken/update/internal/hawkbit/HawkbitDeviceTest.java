package dev.hearken.update.internal.hawkbit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.update.HawkbitDevice;
import dev.hearken.update.HawkbitSettings;
import dev.hearken.update.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The device on its own thread. */
class HawkbitDeviceTest {

    private static final long PATIENCE_SECONDS = 60;
    private static final HawkbitSettings.Pace ONCE = new HawkbitSettings.Pace(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));

    @TempDir
    private Path folder;

    @Test
    void shouldGoOnAfterAFaultOfTheStages() throws Exception {
        CountDownLatch polled = new CountDownLatch(1);
        CountDownLatch failed = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(2);
        HandSetTarget target = new HandSetTarget() {
            @Override
            public Progress progress(String deploymentId) {
                if (polled.getCount() > 0) {
                    polled.countDown();
                } else if (failed.getCount() > 0) {
                    failed.countDown();
                    throw new IllegalStateException("a mistake");
                }
                asked.countDown();
                return super.progress(deploymentId);
            }
        };
        try (DdiServer server = new DdiServer();
             HawkbitDevice device = new HawkbitDevice(HawkbitSettings.of(server.url(), "kitchen").withTargetToken("test").withPace(ONCE),
                 folder.resolve("hawkbit.json"), target)) {
            server.file("targets.json", "{}".getBytes(StandardCharsets.UTF_8));
            server.offer("7");
            device.start();
            assertTrue(polled.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "it polls");
            device.progressed();
            assertTrue(failed.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "the stages fail");
            device.progressed();
            assertTrue(asked.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "and are asked again");
        }
    }
}
