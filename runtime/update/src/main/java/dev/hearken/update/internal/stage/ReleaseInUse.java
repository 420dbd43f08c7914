package dev.hearken.update.internal.stage;

import dev.hearken.update.InstalledRelease;
import dev.hearken.update.Refusal;
import dev.hearken.update.Release;
import dev.hearken.update.ReleaseHost;
import dev.hearken.update.UpdateEvent;
import dev.hearken.update.UpdateObserver;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The release that the speaker works with, and its way to another one and back. Confined to the updater's thread. */
final class ReleaseInUse {

    private final Pointers pointers;
    private final ReleaseStore store;
    private final SoakWatch soak;
    private final ReleaseHost host;
    private final UpdateObserver observer;
    /** Empty = what shipped. */
    private Optional<InstalledRelease> installed = Optional.empty();

    /** @param soak is told of each change */
    ReleaseInUse(Pointers pointers, ReleaseStore store, SoakWatch soak, ReleaseHost host, UpdateObserver observer) {
        this.pointers = pointers;
        this.store = store;
        this.soak = soak;
        this.host = host;
        this.observer = observer;
    }

    /** @param soaked seconds that earlier runs have soaked */
    void begin(Optional<InstalledRelease> started, long soaked) {
        installed = started;
        soak.begin(soaked, host.health());
    }

    Optional<InstalledRelease> installed() {
        return installed;
    }

    Optional<Release> release() {
        return installed.map(InstalledRelease::release);
    }

    /** Digest, or what stands for that which shipped. */
    String digest() {
        return release().map(Release::digest).orElse(Pointers.FACTORY);
    }

    /**
     * Moves the pointer, then the speaker.
     *
     * @return why it cannot, and works with the one before
     */
    Optional<String> goOver(InstalledRelease next) throws IOException, InterruptedException {
        Optional<InstalledRelease> wanted = Optional.of(next);
        pointers.active(next.release().digest());
        Optional<String> failure = installed.equals(wanted) ? Optional.empty() : host.adopt(wanted);
        if (failure.isEmpty()) {
            begin(wanted, 0);
        }
        return failure;
    }

    /** The speaker goes back to what was in use before a job, whatever the disk does; the pointer stays. */
    void goBack(Job job) {
        begin(store.before(job, pointers, observer), 0);
        try {
            host.adopt(installed).ifPresent(failure -> observer.happened(new UpdateEvent.Alarm(Refusal.SOAK, "the speaker cannot go back: " + failure)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();   // The next start is with what the pointers say.
        }
    }

    /** Digests of releases that must not be purged. */
    Set<String> keep() {
        return new HashSet<>(List.of(pointers.active(), pointers.lastGood(), digest()));
    }
}
