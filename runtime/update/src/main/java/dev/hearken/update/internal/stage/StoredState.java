package dev.hearken.update.internal.stage;

import dev.hearken.update.RefusedException;
import dev.hearken.update.UpdateStatus;
import dev.hearken.update.internal.store.Disk;
import dev.hearken.update.internal.store.Records;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** Reads, and only reads, what the stages keep on the disk. */
public final class StoredState {

    public static final String FACTORY = Pointers.FACTORY;

    private StoredState() {
    }

    public static UpdateStatus read(Disk disk) throws IOException {
        Records records = new Records(disk);
        Job job = new Journal(records).job();
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
