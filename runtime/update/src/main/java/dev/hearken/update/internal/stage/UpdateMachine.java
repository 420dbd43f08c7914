package dev.hearken.update.internal.stage;

import dev.hearken.update.ContentSource;
import dev.hearken.update.DeliveryException;
import dev.hearken.update.Hint;
import dev.hearken.update.InstalledRelease;
import dev.hearken.update.Refusal;
import dev.hearken.update.RefusedException;
import dev.hearken.update.Release;
import dev.hearken.update.Stage;
import dev.hearken.update.Surroundings;
import dev.hearken.update.UpdateEvent;
import dev.hearken.update.UpdateSettings;
import dev.hearken.update.internal.store.Disk;
import dev.hearken.update.internal.store.Records;
import dev.hearken.update.internal.trust.TargetsDocument;
import dev.hearken.update.internal.trust.Trust;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stages of {@link Stage}, one a step. Confined to one thread but for {@link #hint}. */
public final class UpdateMachine {

    private static final Logger LOG = LoggerFactory.getLogger(UpdateMachine.class);
    private static final int SELF_TEST_STARTS = 3;
    private static final int ROUNDS = 3;
    private static final long HEALTH_SECONDS = 3600;

    private final Disk disk;
    private final UpdateSettings settings;
    private final Surroundings around;
    private final Trust trust;
    private final ChannelWatch channel;
    private final Journal journal;
    private final Pointers pointers;
    private final Blacklist blacklist;
    private final ReleaseStore store;
    private final Hints hints = new Hints();
    private final Patience patience;
    private final SoakWatch soak;

    private final ReleaseInUse inUse;

    private @Nullable Release wanted;

    /** @param root envelope of the pinned root */
    public UpdateMachine(Disk disk, byte[] root, UpdateSettings settings, Surroundings around) throws RefusedException, IOException {
        this.disk = disk;
        this.settings = settings;
        this.around = around;
        Records records = new Records(disk);
        trust = new Trust(records, root, around.clock(), around.built());
        journal = new Journal(records, around.observer());
        pointers = new Pointers(records);
        blacklist = new Blacklist(records);
        channel = new ChannelWatch(trust, settings, around.source(), blacklist);
        store = new ReleaseStore(disk);
        patience = new Patience(around.nanos(), settings.look());
        soak = new SoakWatch(new Week(records), settings.soak(), around.nanos());
        inUse = new ReleaseInUse(pointers, store, soak, around.host(), around.observer());
    }

    /** See {@link dev.hearken.update.Updater#start()}. */
    public Optional<InstalledRelease> start() {
        if (trust.lost()) {
            tell(new UpdateEvent.Alarm(Refusal.CORRUPT, "the memory of earlier updates is damaged; it begins anew from the pinned root"));
        }
        Optional<InstalledRelease> found = new StartUp(journal, pointers, store, around.observer()).run(around.boot(), settings.soak());
        if (journal.job().stage() == Stage.METADATA) {
            patience.lookNow();
        }
        inUse.begin(found, journal.job().soaked());
        return found;
    }

    public void hint(Hint hint) {
        hints.add(hint);
    }

    public Stage stage() {
        return journal.job().stage();
    }

    public boolean step() {
        if (hints.reasonToLook(around.observer())) {
            patience.lookNow();
        }
        Stage stage = stage();
        if (!patience.over() || quiet() && stage.ordinal() <= Stage.ACTIVATE.ordinal()) {
            return false;
        }
        try {
            return work(stage);
        } catch (RefusedException e) {
            refuse(e);
            return true;
        } catch (DeliveryException e) {
            return undelivered(e);
        } catch (IOException e) {
            return diskFault(e);
        } catch (RuntimeException e) {
            return broken(stage, e);
        }
    }

    private boolean quiet() {
        return settings.quietHours().contains(trust.now().atZone(around.zone()));
    }

    public void close() {
        Job job = journal.job();
        if (job.open()) {
            try {
                journal.write(job.soaked(soak.seconds()).closed());
            } catch (IOException e) {
                LOG.warn("the journal cannot be closed: {}", e.getMessage());
            }
        }
    }

    private boolean work(Stage stage) throws RefusedException, DeliveryException, IOException {
        return switch (stage) {
            case IDLE -> idle();
            case METADATA -> metadata();
            case DOWNLOAD -> download();
            case VERIFY -> verify();
            case STAGE -> stageRelease();
            case SELF_TEST -> selfTest();
            case ACTIVATE -> activate();
            case SOAK -> soak();
            case CONFIRM -> confirm();
            case ROLL_BACK -> rollBack();
        };
    }

    private boolean idle() throws RefusedException, DeliveryException, IOException {
        soak.remember(around.host().health(), HEALTH_SECONDS);
        return patience.timeToLook() && metadata();
    }

    /** Not journaled: it changes nothing but counters, which are kept by themselves. */
    private boolean metadata() throws RefusedException, DeliveryException, IOException {
        tell(new UpdateEvent.StageEntered(Stage.METADATA, ""));
        TargetsDocument targets = channel.look();
        patience.looked();
        leaveIfRevoked(targets.revoked());
        Release release = channel.installable(targets);
        if (inUse.release().equals(Optional.of(release))) {
            toIdle();
            tell(new UpdateEvent.UpToDate(release.toString()));
            return false;
        }
        wanted = release;
        journal.enter(Job.IDLE.about(release.digest(), release.toString(), pointers.active()).at(Stage.DOWNLOAD));
        return true;
    }

    private void leaveIfRevoked(Set<String> revoked) throws IOException {
        if (ChannelWatch.concerns(revoked, inUse.release())) {
            Release release = inUse.release().orElseThrow();
            journal.enter(Job.IDLE.about(release.digest(), release.toString(), pointers.lastGood()).givenUp(Refusal.REVOKED, "its publisher has withdrawn it"));
            rollBack();
        }
    }

    private boolean download() throws RefusedException, DeliveryException, IOException {
        Release release = wanted();
        Download download = new Download(disk, store, release, inUse.installed());
        store.begin(release);
        download.requireRoom(settings.reserve());
        try (ContentSource source = around.source().get()) {
            download.fetch(source, bytes -> tell(new UpdateEvent.Downloaded(release.toString(), bytes, release.size())));
        }
        patience.delivered();
        journal.enter(journal.job().at(Stage.VERIFY));
        return true;
    }

    private boolean verify() throws RefusedException, IOException {
        Set<String> damaged = store.damaged(wanted());
        if (damaged.isEmpty()) {
            journal.enter(journal.job().at(Stage.STAGE));
            return true;
        }
        if (!patience.oneMoreRound(ROUNDS)) {
            throw new RefusedException(Refusal.CORRUPT, "this disk does not keep what is written to it: " + damaged);
        }
        journal.enter(journal.job().at(Stage.DOWNLOAD));
        return true;
    }

    private boolean stageRelease() throws RefusedException, IOException {
        store.promote(wanted());
        journal.enter(journal.job().at(Stage.SELF_TEST));
        return true;
    }

    private boolean selfTest() throws IOException {
        Job job = journal.job();
        if (job.tries() >= SELF_TEST_STARTS) {
            journal.giveUp(Refusal.SELF_TEST, "the self-test was begun " + job.tries() + " times and never ended: it may bring the board down");
            return true;
        }
        journal.write(job.tried());
        try {
            Optional<String> failure = around.selfTest().failure(store.open(job.release()));
            if (failure.isPresent()) {
                journal.giveUp(Refusal.SELF_TEST, failure.get());
            } else {
                journal.enter(journal.job().at(Stage.ACTIVATE).begun(around.boot(), 0, 0));
            }
        } catch (IOException e) {
            // Not the release's fault: it may come again.
            refuse(new RefusedException(disk.fault(e), "the self-test could not be run: " + e.getMessage(), e));
        } catch (RefusedException e) {
            store.quarantine(job.release());
            refuse(e);
        }
        return true;
    }

    private boolean activate() throws IOException {
        Job job = journal.job();
        try {
            Optional<String> failure = inUse.goOver(store.open(job.release()));
            if (failure.isPresent()) {
                journal.giveUp(Refusal.SELF_TEST, failure.get());
                return true;
            }
            journal.enter(journal.job().at(Stage.SOAK));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (RefusedException e) {
            store.quarantine(job.release());
            pointers.active(job.previous());
            refuse(e);
        }
        return true;
    }

    private boolean soak() throws IOException {
        if (!quiet() && patience.glance() && channel.withdrawn(inUse.installed(), around.observer())) {
            journal.giveUp(Refusal.REVOKED, "its publisher has withdrawn it");
            return true;
        }
        Optional<String> worse = soak.worse(around.host());
        if (worse.isPresent()) {
            journal.giveUp(Refusal.SOAK, worse.get());
            return true;
        }
        if (soak.over()) {
            journal.enter(journal.job().at(Stage.CONFIRM));
            return true;
        }
        if (soak.timeToWrite(journal.job().soaked())) {
            soak.write(journal);
        }
        return false;
    }

    private boolean confirm() throws IOException {
        Job job = journal.job();
        if (!job.previous().equals(job.release())) {
            pointers.lastGood(job.previous());
        }
        store.purge(new HashSet<>(List.of(job.release(), pointers.lastGood())));
        // Told before it is forgotten: rather twice than never.
        tell(new UpdateEvent.Confirmed(job.title(), job.release()));
        patience.proven();
        toIdle();
        return false;
    }

    /**
     * The speaker first, whatever the disk does: the journal already says that this release goes. Then the order matters: once it is on the
     * blacklist it cannot come back, once the pointer is back it cannot start again.
     */
    private boolean rollBack() throws IOException {
        Job job = journal.job();
        if (inUse.digest().equals(job.release())) {
            inUse.goBack(job);
        }
        if (job.why() != Refusal.REVOKED) {
            blacklist.add(job.release(), job.reason());
        }
        pointers.active(inUse.digest());
        store.purge(inUse.keep());
        tell(new UpdateEvent.RolledBack(job.title(), job.release(), job.why(), job.reason()));
        toIdle();
        return false;
    }

    private Release wanted() throws RefusedException {
        Release release = wanted;
        if (release == null || !release.digest().equals(journal.job().release())) {
            throw new RefusedException(Refusal.CORRUPT, "the journal speaks of a release that is not known");
        }
        return release;
    }

    private void toIdle() throws IOException {
        wanted = null;
        if (journal.job().stage() != Stage.IDLE) {
            journal.write(Job.IDLE);
        }
    }

    /** Ends the attempt; what is in use stays. */
    private void refuse(RefusedException e) {
        patience.looked();
        if (e.refusal() == Refusal.CORRUPT) {
            patience.spoilt();
        }
        try {
            if (e.refusal() == Refusal.DISK_FULL) {
                store.purge(inUse.keep());
            }
            toIdle();
        } catch (IOException failure) {
            LOG.warn("the journal cannot be written: {}", failure.getMessage());
            journal.assume(Job.IDLE);
        }
        tell(new UpdateEvent.Refused(e.refusal(), e.reason()));
    }

    private boolean undelivered(DeliveryException e) {
        boolean ours = e.reason() == DeliveryException.Reason.SINK_FAILED && e.getCause() instanceof IOException;
        if (ours) {
            return diskFault((IOException) e.getCause());
        }
        if (e.retryable() && patience.tryAgain()) {
            tell(new UpdateEvent.Waiting(String.valueOf(e.getMessage()), trust.now().plusNanos(patience.waitNanos())));
            return false;
        }
        refuse(new RefusedException(Refusal.UNDELIVERED, String.valueOf(e.getMessage()), e));
        channel.staleSince().ifPresent(until -> tell(new UpdateEvent.Alarm(Refusal.STALE, "no fresh timestamp since " + until
            + ": somebody may be holding updates back; the speaker works on")));
        return true;
    }

    /** Before the pointers move a full or faulty disk ends the attempt; after that the stage is tried again. */
    private boolean diskFault(IOException e) {
        Refusal refusal = disk.fault(e);
        if (stage().ordinal() < Stage.ACTIVATE.ordinal()) {
            refuse(new RefusedException(refusal, "the disk failed in stage " + stage().word() + ": " + e.getMessage(), e));
            return true;
        }
        patience.tryAgain();
        tell(new UpdateEvent.Alarm(refusal, "the disk failed in stage " + stage().word() + ": " + e.getMessage()));
        tell(new UpdateEvent.Waiting("the disk fails", trust.now().plusNanos(Math.max(patience.waitNanos(), TimeUnit.SECONDS.toNanos(1)))));
        return false;
    }

    /** A mistake in this program or in what it calls must not end updates for good, and a release on trial does not survive it. */
    private boolean broken(Stage stage, RuntimeException e) {
        LOG.error("the updater failed in stage {}", stage.word(), e);
        if (stage == Stage.SELF_TEST || stage == Stage.ACTIVATE || stage == Stage.SOAK) {
            journal.giveUp(Refusal.SELF_TEST, "the program failed with it: " + e);
            return true;
        }
        if (stage.ordinal() < Stage.SELF_TEST.ordinal()) {
            refuse(new RefusedException(Refusal.UNDELIVERED, "the program failed in stage " + stage.word() + ": " + e, e));
        } else {
            patience.tryAgain();
        }
        return false;
    }

    private void tell(UpdateEvent event) {
        around.observer().happened(event);
    }
}
