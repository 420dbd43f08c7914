package dev.hearken.update.internal.stage;

import dev.hearken.update.InstalledRelease;
import dev.hearken.update.RefusedException;
import dev.hearken.update.UpdateStatus;
import dev.hearken.update.internal.store.Disk;
import dev.hearken.update.internal.store.Records;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads, and only reads, what the stages keep on the disk. */
public final class StoredState {

    public static final String FACTORY = Pointers.FACTORY;

    private static final Logger LOG = LoggerFactory.getLogger(StoredState.class);

    private StoredState() {
    }

    /** The release that the next start would use, verified; empty = what shipped. For a disk that can only be read. */
    public static Optional<InstalledRelease> inUse(Disk disk) {
        Records records = new Records(disk);
        ReleaseStore store = new ReleaseStore(disk);
        for (String digest : StartUp.candidates(new Journal(records, event -> { }).job(), new Pointers(records))) {
            if (digest.equals(FACTORY)) {
                return Optional.empty();
            }
            try {
                return Optional.of(store.open(digest));
            } catch (RefusedException e) {
                LOG.warn("{}", e.reason());
            }
        }
        return Optional.empty();
    }

    public static UpdateStatus read(Disk disk) throws IOException {
        Records records = new Records(disk);
        Job job = new Journal(records, event -> { }).job();
        Pointers pointers = new Pointers(records);
        ReleaseStore store = new ReleaseStore(disk);
        Map<String, String> releases = new TreeMap<>();
        for (String digest : disk.list(ReleaseStore.RELEASES)) {
            try {
                releases.put(digest, store.open(digest).release().toString());
            } catch (RefusedException e) {
                releases.put(digest, "DAMAGED: " + e.reason());
            }
        }
        return new UpdateStatus(job.stage(), job.title(), pointers.active(), pointers.lastGood(), releases, new Blacklist(records).entries());
    }
}
