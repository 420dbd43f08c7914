package dev.hearken.update.internal.store;

import dev.hearken.update.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Small files that are replaced as a whole: after a cut of power there is the old or the new one. Each ends with the digest of what
 * stands before, so that a dying flash is noticed. Confined to one thread.
 */
public final class Records {

    private static final String NEW = ".new";
    private static final int SEAL = 65;
    private static final int LIMIT = 4 << 20;

    private final Disk disk;

    public Records(Disk disk) {
        this.disk = disk;
    }

    /** Writes beside, syncs, renames, syncs the folder. */
    public void replace(String folder, String name, byte[] content) throws IOException {
        disk.createFolder(folder);
        String path = folder + "/" + name;
        disk.delete(path + NEW);
        try (Disk.Output output = disk.append(path + NEW)) {
            output.write(ByteBuffer.wrap(content));
            output.write(ByteBuffer.wrap(("\n" + Digests.sha256(content)).getBytes(StandardCharsets.US_ASCII)));
            output.sync();
        }
        disk.rename(path + NEW, path);
        disk.syncFolder(folder);
    }

    /** What was written last; empty if there is none or it is damaged. */
    public Optional<byte[]> read(String folder, String name) {
        String path = folder + "/" + name;
        try {
            if (!disk.isFile(path)) {
                return Optional.empty();
            }
            byte[] sealed = disk.read(path, LIMIT);
            if (sealed.length < SEAL) {
                return Optional.empty();
            }
            byte[] content = Arrays.copyOf(sealed, sealed.length - SEAL);
            String seal = new String(sealed, content.length, SEAL, StandardCharsets.US_ASCII);
            return seal.equals("\n" + Digests.sha256(content)) ? Optional.of(content) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether there is something, damaged or not. */
    public boolean exists(String folder, String name) {
        return disk.isFile(folder + "/" + name);
    }
}
