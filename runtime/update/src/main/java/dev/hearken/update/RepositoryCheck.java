package dev.hearken.update;

import dev.hearken.update.internal.store.FolderDisk;
import dev.hearken.update.internal.store.Records;
import dev.hearken.update.internal.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at a repository as a board would that has never seen it. */
public final class RepositoryCheck {

    private RepositoryCheck() {
    }

    /**
     * Walks the roots, reads the channel and fetches and hashes all contents.
     *
     * @param root the pinned root
     * @return lines for people
     * @throws RefusedException  if a board would refuse it
     * @throws DeliveryException if something is missing
     */
    public static List<String> check(ContentSource source, byte[] root, String channel, InstantSource clock)
        throws RefusedException, DeliveryException, IOException {
        Path folder = Files.createTempDirectory("hearken-verify");
        FolderDisk disk = new FolderDisk(folder);
        try {
            Trust trust = new Trust(new Records(disk), root, clock, BuildTime.get());
            Trust.Offer offer = trust.refresh(source, channel);
            List<String> lines = new ArrayList<>();
            lines.add("root " + trust.rootVersion() + ", timestamp " + offer.timestamp() + " good until " + offer.expires() + ", targets "
                + offer.targets().version() + " good until " + offer.targets().expires());
            for (Target target : offer.targets().targets()) {
                lines.add(target + ": " + contents(source, target) + " bytes, all as signed; for boards " + target.boards() + ", runtime " + target.min() + " to below "
                    + target.below() + "; to take it back: --withdraw " + withdrawnBy(target));
            }
            offer.targets().revoked().forEach(digest -> lines.add("withdrawn: " + digest));
            return lines;
        } finally {
            disk.delete(".");
        }
    }

    /** A pack's list of files is like no other pack's; any file of sentences or settings will do. */
    private static String withdrawnBy(Target target) {
        return target.files().stream().filter(file -> file.path().equals("pack.yaml")).findFirst().orElse(target.files().get(0)).content().sha256();
    }

    private static long contents(ContentSource source, Target target) throws DeliveryException, RefusedException {
        Map<String, ContentId> files = new LinkedHashMap<>(Release.of(List.of(target)).files());
        long bytes = 0;
        for (Map.Entry<String, ContentId> file : files.entrySet()) {
            MessageDigest digest = Digests.sha256();
            source.content(file.getValue(), 0, piece -> {
                digest.update(piece);
                return true;
            });
            if (!Digests.hex(digest.digest()).equals(file.getValue().sha256())) {
                throw new RefusedException(Refusal.CORRUPT, source.name() + ": " + file.getValue().path() + " has other bytes than were signed for " + file.getKey());
            }
            bytes += file.getValue().length();
        }
        return bytes;
    }
}
