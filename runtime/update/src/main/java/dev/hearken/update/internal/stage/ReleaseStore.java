package dev.hearken.update.internal.stage;

import dev.hearken.update.ContentId;
import dev.hearken.update.Digests;
import dev.hearken.update.InstalledRelease;
import dev.hearken.update.Refusal;
import dev.hearken.update.RefusedException;
import dev.hearken.update.Release;
import dev.hearken.update.UpdateEvent;
import dev.hearken.update.UpdateObserver;
import dev.hearken.update.internal.store.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Releases on the disk, each in a folder named by its digest: {@code staging/} while it is fetched, {@code releases/} when it is
 * whole. A release in {@code releases/} never changes. Files are copies, never links, so that a dying block takes one release only.
 */
public final class ReleaseStore {

    static final String RELEASES = "releases";
    static final String STAGING = "staging";
    private static final String QUARANTINE = "quarantine";
    private static final String MANIFEST = "release.json";
    private static final int MANIFEST_LIMIT = 2 << 20;

    private final Disk disk;

    public ReleaseStore(Disk disk) {
        this.disk = disk;
    }

    /** Makes the staging folder of a release and removes all others. */
    void begin(Release release) throws IOException {
        for (String other : disk.list(STAGING)) {
            if (!other.equals(release.digest())) {
                disk.delete(STAGING + "/" + other);
            }
        }
        String folder = staging(release);
        disk.createFolder(folder);
        if (!disk.isFile(folder + "/" + MANIFEST)) {
            try (Disk.Output output = disk.append(folder + "/" + MANIFEST)) {
                output.write(ByteBuffer.wrap(release.manifest()));
                output.sync();
            }
        }
        for (String path : release.files().keySet()) {
            disk.createFolder(parent(folder + "/" + path));
        }
    }

    static String staging(Release release) {
        return STAGING + "/" + release.digest();
    }

    static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** Paths in the staging folder whose bytes, read back, are not what was signed; they are deleted. */
    Set<String> damaged(Release release) throws IOException {
        Set<String> bad = new HashSet<>();
        for (Map.Entry<String, ContentId> file : release.files().entrySet()) {
            String path = staging(release) + "/" + file.getKey();
            if (!holds(path, file.getValue())) {
                disk.delete(path);
                bad.add(file.getKey());
            }
        }
        String manifest = staging(release) + "/" + MANIFEST;
        if (!disk.isFile(manifest) || !Digests.sha256(disk.read(manifest, MANIFEST_LIMIT)).equals(release.digest())) {
            disk.delete(manifest);
            bad.add(MANIFEST);
        }
        return bad;
    }

    /** Whether there is a plain file with exactly these bytes. */
    boolean holds(String path, ContentId content) throws IOException {
        if (!disk.isFile(path) || disk.length(path) != content.length()) {
            return false;
        }
        MessageDigest digest = Digests.sha256();
        disk.read(path, (bytes, length) -> digest.update(bytes, 0, length));
        return Digests.hex(digest.digest()).equals(content.sha256());
    }

    /** Moves a whole release from the staging folder to its place; a second call finds it there. */
    void promote(Release release) throws IOException {
        String place = RELEASES + "/" + release.digest();
        if (disk.isFolder(place)) {
            return;
        }
        syncTree(staging(release));
        disk.createFolder(RELEASES);
        disk.rename(staging(release), place);
        disk.syncFolder(RELEASES);
        disk.syncFolder(STAGING);
    }

    /** Whether there is anything of it in its place. */
    boolean has(String digest) {
        return disk.isFolder(RELEASES + "/" + digest);
    }

    /**
     * Reads a release back and verifies every byte of it.
     *
     * @throws RefusedException with the path that is not as it was signed
     */
    public InstalledRelease open(String digest) throws RefusedException {
        String folder = RELEASES + "/" + digest;
        try {
            if (!disk.isFile(folder + "/" + MANIFEST)) {
                throw new RefusedException(Refusal.CORRUPT, "release " + digest + " is not on the disk");
            }
            byte[] manifest = disk.read(folder + "/" + MANIFEST, MANIFEST_LIMIT);
            if (!Digests.sha256(manifest).equals(digest)) {
                throw new RefusedException(Refusal.CORRUPT, folder + "/" + MANIFEST + " is damaged");
            }
            Release release = Release.read(manifest);
            for (Map.Entry<String, ContentId> file : release.files().entrySet()) {
                if (!holds(folder + "/" + file.getKey(), file.getValue())) {
                    throw new RefusedException(Refusal.CORRUPT, folder + "/" + file.getKey() + " is damaged or missing");
                }
            }
            requireNothingElse(folder, "", release.files().keySet());
            return new InstalledRelease(release, folder);
        } catch (IOException e) {
            throw new RefusedException(Refusal.CORRUPT, folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The first that is whole; empty if none is.
     *
     * @param observer told of each that is not
     */
    Optional<InstalledRelease> firstWhole(List<String> digests, UpdateObserver observer) {
        for (String digest : digests) {
            try {
                return Optional.of(open(digest));
            } catch (RefusedException e) {
                observer.happened(new UpdateEvent.Alarm(e.refusal(), e.reason()));
            }
        }
        return Optional.empty();
    }

    /** What to go back to from a release; empty = what shipped. */
    Optional<InstalledRelease> before(Job job, Pointers pointers, UpdateObserver observer) {
        return firstWhole(Stream.of(job.previous(), pointers.lastGood()).filter(digest -> !digest.equals(Pointers.FACTORY) && !digest.equals(job.release()))
            .distinct().toList(), observer);
    }

    /** Sets a damaged release aside. */
    void quarantine(String digest) throws IOException {
        if (disk.isFolder(RELEASES + "/" + digest)) {
            disk.delete(QUARANTINE);
            disk.createFolder(QUARANTINE);
            disk.rename(RELEASES + "/" + digest, QUARANTINE + "/" + digest);
            disk.syncFolder(RELEASES);
        }
    }

    /** Deletes all releases but some, and whatever is half done. */
    void purge(Set<String> keep) throws IOException {
        for (String digest : disk.list(RELEASES)) {
            if (!keep.contains(digest)) {
                disk.delete(RELEASES + "/" + digest);
            }
        }
        disk.delete(STAGING);
        disk.delete(QUARANTINE);
    }

    private void requireNothingElse(String folder, String below, Set<String> files) throws IOException, RefusedException {
        for (String name : disk.list(folder + below)) {
            String path = (below + "/" + name).substring(1);
            if (disk.isFolder(folder + "/" + path)) {
                requireNothingElse(folder, below + "/" + name, files);
            } else if (!files.contains(path) && !path.equals(MANIFEST)) {
                throw new RefusedException(Refusal.CORRUPT, folder + "/" + path + " does not belong there");
            }
        }
    }

    private void syncTree(String folder) throws IOException {
        for (String name : disk.list(folder)) {
            if (disk.isFolder(folder + "/" + name)) {
                syncTree(folder + "/" + name);
            }
        }
        disk.syncFolder(folder);
    }
}
