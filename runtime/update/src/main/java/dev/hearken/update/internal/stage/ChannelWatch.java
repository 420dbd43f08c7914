package dev.hearken.update.internal.stage;

import dev.hearken.update.ContentSource;
import dev.hearken.update.DeliveryException;
import dev.hearken.update.InstalledRelease;
import dev.hearken.update.Refusal;
import dev.hearken.update.RefusedException;
import dev.hearken.update.Release;
import dev.hearken.update.UpdateEvent;
import dev.hearken.update.UpdateObserver;
import dev.hearken.update.UpdateSettings;
import dev.hearken.update.internal.trust.TargetsDocument;
import dev.hearken.update.internal.trust.Trust;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the channel offers this board. Confined to the updater's thread. */
final class ChannelWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelWatch.class);

    private final Trust trust;
    private final UpdateSettings settings;
    private final Supplier<ContentSource> source;
    private final Blacklist blacklist;

    ChannelWatch(Trust trust, UpdateSettings settings, Supplier<ContentSource> source, Blacklist blacklist) {
        this.trust = trust;
        this.settings = settings;
        this.source = source;
        this.blacklist = blacklist;
    }

    TargetsDocument look() throws RefusedException, DeliveryException, IOException {
        try (ContentSource open = source.get()) {
            return trust.refresh(open, settings.channel()).targets();
        }
    }

    /** @throws RefusedException if there is nothing for this board, or it is withdrawn or failed here before */
    Release installable(TargetsDocument targets) throws RefusedException {
        Release release = Release.select(targets.targets(), settings.board(), settings.pack(), settings.runtime());
        if (concerns(targets.revoked(), Optional.of(release))) {
            throw new RefusedException(Refusal.REVOKED, release + " was withdrawn by its publisher");
        }
        Optional<String> failed = blacklist.reason(release.digest());
        if (failed.isPresent()) {
            throw new RefusedException(Refusal.BLACKLISTED, release + " failed on this board before: " + failed.get());
        }
        return release;
    }

    /** Whether a release is withdrawn by its own digest or one of its files'. */
    static boolean concerns(Set<String> revoked, Optional<Release> release) {
        return release.isPresent() && release.get().withdrawableAs().stream().anyMatch(revoked::contains);
    }

    /** Looks in the middle of a soak, which is long: the release may turn out to be bad elsewhere. What cannot be had does not end the soak. */
    boolean withdrawn(Optional<InstalledRelease> onTrial, UpdateObserver observer) {
        try {
            return concerns(look().revoked(), onTrial.map(InstalledRelease::release));
        } catch (RefusedException e) {
            observer.happened(new UpdateEvent.Alarm(e.refusal(), e.reason()));
        } catch (DeliveryException | IOException e) {
            LOG.info("it is not known whether the release on trial is withdrawn: {}", e.getMessage());
        }
        return false;
    }

    /** When the newest timestamp ran out; empty while it is good. */
    Optional<Instant> staleSince() {
        return trust.freshUntil(settings.channel()).filter(until -> until.isBefore(trust.now()));
    }
}
