package dev.hearken.update.internal.stage;

import dev.hearken.update.HealthReading;
import dev.hearken.update.ReleaseHost;
import dev.hearken.update.SoakRules;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what the speaker does since the last change, and compares it with the past. */
final class SoakWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SoakWatch.class);
    private static final long WRITE_SECONDS = 300;

    private final Week week;
    private final SoakRules rules;
    private final LongSupplier nanos;
    private HealthReading baseline = HealthReading.NONE;
    private long soakedBefore;
    private long since;

    SoakWatch(Week week, SoakRules rules, LongSupplier nanos) {
        this.week = week;
        this.rules = rules;
        this.nanos = nanos;
        since = nanos.getAsLong();
    }

    /** @param soaked seconds that earlier runs have soaked */
    void begin(long soaked, HealthReading now) {
        soakedBefore = soaked;
        baseline = now;
        since = nanos.getAsLong();
    }

    long seconds() {
        return soakedBefore + elapsed();
    }

    boolean over() {
        return seconds() >= rules.length().toSeconds();
    }

    boolean timeToWrite(long written) {
        return seconds() - written >= WRITE_SECONDS;
    }

    /** Notes how long it has lasted; a disk that does not take it only makes a soak longer. */
    void write(Journal journal) {
        try {
            journal.write(journal.job().soaked(seconds()));
        } catch (IOException e) {
            LOG.warn("the length of the soak cannot be noted: {}", e.getMessage());
        }
    }

    /** Why the release must go. A model that runs elsewhere than it should has until the end: a restart may put it right. */
    Optional<String> worse(ReleaseHost host) {
        Optional<String> worse = rules.behaviour(host.health().minus(baseline), elapsed() / 3600.0, week.counts(), week.hours());
        return worse.isEmpty() && over() ? host.displaced() : worse;
    }

    /** Adds to the past what was counted outside a soak, about once an hour; a disk that does not take it only makes the past shorter. */
    void remember(HealthReading now, long everySeconds) {
        if (elapsed() >= everySeconds) {
            try {
                week.add(now.minus(baseline), elapsed());
            } catch (IOException e) {
                LOG.warn("the last hour cannot be noted: {}", e.getMessage());
            }
            begin(0, now);
        }
    }

    private long elapsed() {
        return TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - since);
    }
}
