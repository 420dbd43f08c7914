package dev.hearken.update.internal.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.models.api.RuntimeVersion;
import dev.hearken.update.HealthReading;
import dev.hearken.update.Hint;
import dev.hearken.update.InstalledRelease;
import dev.hearken.update.Publisher;
import dev.hearken.update.QuietHours;
import dev.hearken.update.RefusedException;
import dev.hearken.update.ReleaseHost;
import dev.hearken.update.SoakRules;
import dev.hearken.update.Surroundings;
import dev.hearken.update.Target;
import dev.hearken.update.UpdateEvent;
import dev.hearken.update.UpdateSettings;
import dev.hearken.update.internal.store.Disk;
import dev.hearken.update.internal.store.FolderDisk;
import dev.hearken.update.internal.store.Records;
import dev.hearken.update.internal.store.VolatileDisk.Killed;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program is killed before the first, the fourth, the seventh ... change of a real folder, until an update comes through unkilled. */
class KilledOnAFolderTest {

    private static final Set<String> CHANGES = Set.of("append", "rename", "delete", "syncFolder", "createFolder");
    private static final int STRIDE = 3;

    @TempDir
    private Path temporary = Path.of("");
    private final Publisher publisher = new Publisher(1, 1);
    private final List<UpdateEvent> events = new ArrayList<>();
    private long nanos;
    private int left;

    @Test
    void shouldComeThroughWhereverItIsKilled() throws IOException, RefusedException {
        Target one = publisher.pack("1", new byte[3000]);
        publisher.publish(one);
        FolderDisk disk = new FolderDisk(temporary);
        left = Integer.MAX_VALUE;
        live(disk, "first");
        String first = new Pointers(new Records(disk)).active();
        int kills = 0;
        for (int operations = 0; !events.stream().anyMatch(e -> e instanceof UpdateEvent.Confirmed c && c.release().contains("en-small 2")); operations += STRIDE) {
            if (operations == 0) {
                publisher.publish(publisher.pack("2", new byte[5000]));
            }
            left = operations;
            try {
                live(disk, "second " + operations);
            } catch (Killed e) {
                kills++;
            }
            new ReleaseStore(disk).open(first);
            assertTrue(operations < 1000, "it must come through");
        }
        assertTrue(kills > 10, "killed " + kills + " times");
        assertEquals(first, new Pointers(new Records(disk)).lastGood());
    }

    /** One run of the program, up to a confirmed update. */
    private void live(FolderDisk disk, String deployment) throws IOException, RefusedException {
        UpdateSettings settings = new UpdateSettings(Publisher.CHANNEL, "generic-x86", "en-small", RuntimeVersion.CURRENT, 1000, Duration.ofHours(6), QuietHours.NONE,
            new SoakRules(Duration.ofMinutes(1), 1000, 1000, 2, 4, 0.25));
        Surroundings around = new Surroundings(() -> Publisher.NOW, () -> nanos, ZoneOffset.UTC, Instant.parse("2026-11-20T00:00:00Z"), "boot " + deployment, () -> publisher,
            release -> Optional.empty(), new ReleaseHost() {
                @Override
                public Optional<String> adopt(Optional<InstalledRelease> release) {
                    return Optional.empty();
                }

                @Override
                public HealthReading health() {
                    return HealthReading.NONE;
                }
            }, events::add);
        UpdateMachine machine = new UpdateMachine(mortal(disk), publisher.pinned(), settings, around);
        machine.start();
        machine.hint(new Hint(deployment, false));
        for (int i = 0; i < 100; i++) {
            nanos += Duration.ofSeconds(3).toNanos();
            machine.step();
        }
    }

    /** Counts down, and dies. */
    private Disk mortal(FolderDisk disk) {
        return (Disk) Proxy.newProxyInstance(Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, arguments) -> {
            if (CHANGES.contains(method.getName()) && left-- <= 0) {
                throw new Killed();
            }
            try {
                return method.invoke(disk, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
