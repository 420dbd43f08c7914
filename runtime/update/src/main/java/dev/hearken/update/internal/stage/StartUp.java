package dev.hearken.update.internal.stage;

import dev.hearken.update.InstalledRelease;
import dev.hearken.update.Refusal;
import dev.hearken.update.RefusedException;
import dev.hearken.update.SoakRules;
import dev.hearken.update.Stage;
import dev.hearken.update.UpdateEvent;
import dev.hearken.update.UpdateObserver;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the first moment of a run does: counts crashes, ends a roll-back that was begun, and finds a release whose every byte is right.
 * The order is: the active one, the one before it, the last good one, what shipped. Whatever the disk does, it comes to an answer.
 */
final class StartUp {

    private final Journal journal;
    private final Pointers pointers;
    private final ReleaseStore store;
    private final UpdateObserver observer;

    StartUp(Journal journal, Pointers pointers, ReleaseStore store, UpdateObserver observer) {
        this.journal = journal;
        this.pointers = pointers;
        this.store = store;
        this.observer = observer;
    }

    /** @return empty = what shipped */
    Optional<InstalledRelease> run(String boot, SoakRules rules) {
        try {
            count(boot, rules);
        } catch (IOException e) {
            observer.happened(new UpdateEvent.Alarm(Refusal.DISK_FAULT, "the journal cannot be written: " + e.getMessage()));
        }
        return firstWhole();
    }

    /** A release that soaks has to answer for how often the program or the board starts. */
    private void count(String boot, SoakRules rules) throws IOException {
        Job job = journal.job();
        if (job.stage() == Stage.ACTIVATE || job.stage() == Stage.SOAK) {
            boolean sameBoot = job.boot().equals(boot);
            int crashes = job.crashes() + (job.open() && sameBoot ? 1 : 0);
            int reboots = job.reboots() + (job.open() && !sameBoot ? 1 : 0);
            Job begun = job.begun(boot, crashes, reboots);
            journal.write(rules.restarts(crashes, reboots).map(reason -> begun.givenUp(Refusal.SOAK, reason)).orElse(begun));
        } else if (job.stage() != Stage.IDLE && (job.stage().ordinal() < Stage.SELF_TEST.ordinal() || purged(job))) {
            Job again = Job.IDLE.about(job.release(), job.title(), job.previous()).at(Stage.METADATA);
            journal.assume(again);
            journal.write(again);
        }
    }

    /** The disk was full before the self-test had ended: the release made room, and the journal could not be written any more. */
    private boolean purged(Job job) {
        return job.stage() == Stage.SELF_TEST && !store.has(job.release());
    }

    /** What may be in use, best first; {@link Pointers#FACTORY} for what shipped. */
    static Set<String> candidates(Job job, Pointers pointers) {
        Set<String> candidates = new LinkedHashSet<>();
        if (job.stage() == Stage.ROLL_BACK) {
            candidates.add(job.previous());
        } else {
            candidates.add(pointers.active());
            if (job.stage() == Stage.ACTIVATE || job.stage() == Stage.SOAK) {
                candidates.add(job.previous());
            }
        }
        candidates.add(pointers.lastGood());
        return candidates;
    }

    private Optional<InstalledRelease> firstWhole() {
        for (String digest : candidates(journal.job(), pointers)) {
            if (digest.equals(Pointers.FACTORY)) {
                return remember(Optional.empty());
            }
            try {
                return remember(Optional.of(store.open(digest)));
            } catch (RefusedException e) {
                observer.happened(new UpdateEvent.Alarm(e.refusal(), e.reason()));
                setAside(digest);
            }
        }
        return remember(Optional.empty());
    }

    private Optional<InstalledRelease> remember(Optional<InstalledRelease> found) {
        String digest = found.map(f -> f.release().digest()).orElse(Pointers.FACTORY);
        try {
            pointers.active(digest);
            Job job = journal.job();
            boolean onTrial = job.stage() == Stage.ACTIVATE || job.stage() == Stage.SOAK || job.stage() == Stage.CONFIRM;
            if (onTrial && job.stage() != Stage.ACTIVATE && !job.release().equals(digest)) {
                journal.write(Job.IDLE);
            }
        } catch (IOException e) {
            observer.happened(new UpdateEvent.Alarm(Refusal.DISK_FAULT, "what is in use cannot be noted: " + e.getMessage()));
        }
        return found;
    }

    private void setAside(String digest) {
        try {
            store.quarantine(digest);
        } catch (IOException e) {
            observer.happened(new UpdateEvent.Alarm(Refusal.DISK_FAULT, "the damaged release cannot be set aside: " + e.getMessage()));
        }
    }
}
