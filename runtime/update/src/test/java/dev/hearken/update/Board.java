package dev.hearken.update;

import dev.hearken.models.api.RuntimeVersion;
import dev.hearken.update.internal.stage.UpdateMachine;
import dev.hearken.update.internal.store.VolatileDisk;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A board in memory with a hand-set clock; survives its program. */
public final class Board {

    public final VolatileDisk disk = new VolatileDisk();
    public final List<UpdateEvent> events = new ArrayList<>();
    public final Publisher publisher;
    public UpdateSettings settings = new UpdateSettings(Publisher.CHANNEL, "generic-x86", "en-small", RuntimeVersion.CURRENT, 1000, Duration.ofHours(6),
        QuietHours.NONE, new SoakRules(Duration.ofMinutes(10), 2, 8, 2, 4, 0.25));
    public Instant clock = Publisher.NOW;
    public long nanos;
    public int boot = 1;
    public SelfTest selfTest = release -> Optional.empty();
    public Optional<String> adoptFailure = Optional.empty();
    /** The program is asked to end while the speaker goes over. */
    public boolean ending;
    public HealthReading health = HealthReading.NONE;
    /** What runs on another back end than in the self-test. */
    public Optional<String> displaced = Optional.empty();
    public Optional<InstalledRelease> spoken = Optional.empty();
    public byte[] pinned;
    public Instant built = Instant.parse("2026-11-20T00:00:00Z");
    private @Nullable UpdateMachine machine;

    public Board(Publisher publisher) {
        this.publisher = publisher;
        pinned = publisher.pinned();
    }

    /** Starts the program; what it listens with is {@link #spoken}. */
    public Board start() {
        try {
            machine = new UpdateMachine(disk, pinned, settings, new Surroundings(() -> clock, () -> nanos, ZoneOffset.UTC, built, "boot " + boot,
                () -> publisher, release -> selfTest.failure(release), new ReleaseHost() {
                    @Override
                    public Optional<String> adopt(Optional<InstalledRelease> release) throws InterruptedException {
                        if (ending) {
                            throw new InterruptedException();
                        }
                        if (adoptFailure.isEmpty()) {
                            spoken = release;
                        }
                        return release.isPresent() ? adoptFailure : Optional.empty();
                    }

                    @Override
                    public HealthReading health() {
                        return health;
                    }

                    @Override
                    public Optional<String> displaced() {
                        return displaced;
                    }
                }, events::add));
            spoken = machine().start();
            return this;
        } catch (RefusedException | IOException e) {
            throw new AssertionError(e);
        }
    }

    public UpdateMachine machine() {
        return Objects.requireNonNull(machine, "start() first");
    }

    /** Announces an update and works until nothing is left to do but wait. */
    public Board update(String deployment) {
        nanos += Duration.ofSeconds(5).toNanos();
        machine().hint(new Hint(deployment, false));
        work();
        return this;
    }

    public void work() {
        for (int i = 0; i < 1000 && machine().step(); i++) {
            nanos++;
        }
    }

    /** Lets time pass in steps of a minute. */
    public Board pass(Duration time) {
        for (long minute = 0; minute < time.toMinutes(); minute++) {
            nanos += Duration.ofMinutes(1).toNanos();
            clock = clock.plusSeconds(60);
            work();
        }
        return this;
    }

    public Board confirmed(String deployment) {
        update(deployment);
        pass(settings.soak().length().plusMinutes(1));
        if (events.stream().noneMatch(e -> e instanceof UpdateEvent.Confirmed)) {
            throw new AssertionError("not confirmed: " + events);
        }
        return this;
    }

    /** The last event of a kind. */
    public <E extends UpdateEvent> Optional<E> last(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).reduce((a, b) -> b);
    }

    public String version() {
        return spoken.map(s -> s.release().targets().get(0).version()).orElse("factory");
    }
}
