package dev.hearken.update;

import dev.hearken.update.internal.stage.StoredState;
import dev.hearken.update.internal.stage.UpdateMachine;
import dev.hearken.update.internal.store.FolderDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps a speaker's models, sentences and settings up to date, and working. Confined to one thread but for {@link #hint}; a call of
 * {@link #step()} may take as long as a download or a self-test.
 */
public final class Updater implements AutoCloseable {

    private final UpdateMachine machine;
    private final FileChannel lock;

    private Updater(UpdateMachine machine, FileChannel lock) {
        this.machine = machine;
        this.lock = lock;
    }

    /**
     * @param folder where everything is kept that must outlive a restart
     * @param root   the root document this board was given by its owner
     * @throws RefusedException if the root is none
     * @throws IOException      if the folder cannot be used, or another process uses it
     */
    public static Updater open(Path folder, byte[] root, UpdateSettings settings, Surroundings surroundings) throws RefusedException, IOException {
        FolderDisk disk = new FolderDisk(folder);
        FileChannel lock = FileChannel.open(disk.path("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            requireAlone(folder, lock);
            return new Updater(new UpdateMachine(disk, root, settings, surroundings), lock);
        } catch (IOException | RefusedException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * What an updater that cannot be opened would use: the disk may only be readable any more, and the speaker starts all the same.
     *
     * @return verified; empty = what shipped
     */
    public static Optional<InstalledRelease> lastUsed(Path folder) {
        try {
            return Files.isDirectory(folder) ? StoredState.inUse(new FolderDisk(folder)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void requireAlone(Path folder, FileChannel lock) throws IOException {
        boolean alone;
        try {
            alone = lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            alone = false;
        }
        if (!alone) {
            throw new IOException(folder + ": this speaker is kept up to date by another process already");
        }
    }

    /**
     * Looks at what the last run left, repairs it, and says what the speaker is to use. Called once, before the speaker loads anything.
     *
     * @return empty = what shipped
     */
    public Optional<InstalledRelease> start() {
        return machine.start();
    }

    /** A message that there may be something new; any thread, returns at once. */
    public void hint(Hint hint) {
        machine.hint(hint);
    }

    /**
     * Does the next piece of work.
     *
     * @return whether there is more to do at once; if not, a call a second later is early enough
     */
    public boolean step() {
        return machine.step();
    }

    /** What is going on. */
    public Stage stage() {
        return machine.stage();
    }

    /** The program ends because it was asked to: not a crash. */
    @Override
    public void close() {
        machine.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
