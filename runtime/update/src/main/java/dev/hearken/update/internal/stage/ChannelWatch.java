package dev.hearken.update.internal.stage;

import dev.hearken.update.ContentSource;
import dev.hearken.update.DeliveryException;
import dev.hearken.update.Refusal;
import dev.hearken.update.RefusedException;
import dev.hearken.update.Release;
import dev.hearken.update.UpdateSettings;
import dev.hearken.update.internal.trust.TargetsDocument;
import dev.hearken.update.internal.trust.Trust;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** What the channel offers this board. Confined to the updater's thread. */
final class ChannelWatch {

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
        if (release.withdrawableAs().stream().anyMatch(targets.revoked()::contains)) {
            throw new RefusedException(Refusal.REVOKED, release + " was withdrawn by its publisher");
        }
        Optional<String> failed = blacklist.reason(release.digest());
        if (failed.isPresent()) {
            throw new RefusedException(Refusal.BLACKLISTED, release + " failed on this board before: " + failed.get());
        }
        return release;
    }

    /** When the newest timestamp ran out; empty while it is good. */
    Optional<Instant> staleSince() {
        return trust.freshUntil(settings.channel()).filter(until -> until.isBefore(trust.now()));
    }
}
