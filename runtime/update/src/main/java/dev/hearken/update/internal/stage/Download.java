package dev.hearken.update.internal.stage;

import dev.hearken.update.ContentId;
import dev.hearken.update.ContentSource;
import dev.hearken.update.DeliveryException;
import dev.hearken.update.InstalledRelease;
import dev.hearken.update.Refusal;
import dev.hearken.update.RefusedException;
import dev.hearken.update.Release;
import dev.hearken.update.internal.store.Disk;
import dev.hearken.update.internal.trust.PartialName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Brings all files of a release into its staging folder: copied from the release in use if it has them, else fetched, behind
 * what an earlier attempt left. A file has its name only when its digest is right.
 */
final class Download {

    private final Disk disk;
    private final ReleaseStore store;
    private final Release release;
    private final Map<ContentId, String> here = new HashMap<>();

    /** @param inUse its files are copied where they are the same */
    Download(Disk disk, ReleaseStore store, Release release, Optional<InstalledRelease> inUse) {
        this.disk = disk;
        this.store = store;
        this.release = release;
        inUse.ifPresent(installed -> installed.release().files().forEach((path, content) -> here.put(content, installed.folder() + "/" + path)));
    }

    /** Bytes that are already in the staging folder, whole files or parts. */
    long present() throws IOException {
        long bytes = 0;
        for (Map.Entry<String, ContentId> file : release.files().entrySet()) {
            String path = path(file.getKey());
            long length = disk.isFile(path) ? disk.length(path) : disk.length(path + PartialName.SUFFIX);
            bytes += Math.min(length, file.getValue().length());
        }
        return bytes;
    }

    /** @throws RefusedException if what is missing does not fit, with the reserve */
    void requireRoom(long reserve) throws IOException, RefusedException {
        long missing = release.size() - present();
        long usable = disk.usableBytes();
        if (missing + reserve > usable) {
            throw new RefusedException(Refusal.DISK_FULL, release + " needs " + megabytes(missing) + " and a reserve of " + megabytes(reserve) + " on the disk of the updates, "
                + megabytes(usable) + " are free");
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /** @param progress told the bytes present */
    void fetch(ContentSource source, LongConsumer progress) throws IOException, DeliveryException, RefusedException {
        store.begin(release);
        long present = present();
        for (Map.Entry<String, ContentId> file : release.files().entrySet()) {
            String path = path(file.getKey());
            if (!disk.isFile(path)) {
                long others = present - Math.min(disk.length(path + PartialName.SUFFIX), file.getValue().length());
                one(source, path, file.getValue(), held -> progress.accept(others + held));
                present = others + file.getValue().length();
            }
            progress.accept(present);
        }
    }

    private void one(ContentSource source, String path, ContentId content, LongConsumer held) throws IOException, DeliveryException, RefusedException {
        String part = path + PartialName.SUFFIX;
        String twin = here.get(content);
        if (twin != null && store.holds(twin, content)) {
            disk.delete(part);
            copy(twin, part);
        } else {
            boolean resumed = disk.length(part) > 0;
            transfer(source, part, content, held);
            if (resumed && !store.holds(part, content)) {
                // A cut of power may have left anything in what was not synced: once more from the start.
                disk.delete(part);
                transfer(source, part, content, held);
            }
        }
        if (!store.holds(part, content)) {
            disk.delete(part);
            throw new RefusedException(Refusal.CORRUPT, source.name() + " delivered other bytes than were signed for " + path);
        }
        disk.rename(part, path);
        disk.syncFolder(ReleaseStore.parent(path));
    }

    private void transfer(ContentSource source, String part, ContentId content, LongConsumer progress) throws IOException, DeliveryException {
        long held = disk.length(part);
        if (held > content.length()) {
            disk.delete(part);
            held = 0;
        }
        try (Disk.Output output = disk.append(part)) {
            if (held < content.length() || content.length() == 0) {
                Remaining remaining = new Remaining(output, content.length(), held, progress);
                source.content(content, held, remaining::accept);
            }
            output.sync();
        }
        if (disk.length(part) < content.length()) {
            throw new DeliveryException(DeliveryException.Reason.INTERRUPTED, source.name() + " ended after " + disk.length(part) + " of "
                + content.length() + " bytes of " + part);
        }
    }

    private void copy(String from, String to) throws IOException {
        try (Disk.Output output = disk.append(to)) {
            disk.read(from, (bytes, length) -> output.write(ByteBuffer.wrap(bytes, 0, length)));
            output.sync();
        }
    }

    private String path(String file) {
        return ReleaseStore.staging(release) + "/" + file;
    }

    /** Writes no more bytes than were signed, whatever a source hands over. */
    private static final class Remaining {
        private static final long TELL_EVERY = 1 << 18;

        private final Disk.Output output;
        private final long length;
        private final LongConsumer progress;
        private long held;
        private long told;

        Remaining(Disk.Output output, long length, long held, LongConsumer progress) {
            this.output = output;
            this.length = length;
            this.held = held;
            this.told = held;
            this.progress = progress;
        }

        boolean accept(ByteBuffer piece) throws IOException {
            if (piece.remaining() > length - held) {
                piece.limit(piece.position() + (int) (length - held));
            }
            held += piece.remaining();
            output.write(piece);
            if (held - told >= TELL_EVERY) {
                told = held;
                progress.accept(held);
            }
            return held < length;
        }
    }
}
