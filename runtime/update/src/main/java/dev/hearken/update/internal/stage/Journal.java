package dev.hearken.update.internal.stage;

import dev.hearken.update.Refusal;
import dev.hearken.update.RefusedException;
import dev.hearken.update.UpdateEvent;
import dev.hearken.update.UpdateObserver;
import dev.hearken.update.internal.store.Records;
import java.io.IOException;
import java.util.Optional;

/** Remembers the job across starts, on the disk before anything is done about it, and tells what begins. */
final class Journal {

    private static final String FOLDER = "journal";
    private static final String NAME = "job";

    private final Records records;
    private final UpdateObserver observer;
    private Job job;

    /** One that cannot be read is an idle one: the pointers alone say what is in use, and they are whole at any moment. */
    Journal(Records records, UpdateObserver observer) {
        this.records = records;
        this.observer = observer;
        job = records.read(FOLDER, NAME).flatMap(Journal::parse).orElse(Job.IDLE);
    }

    Job job() {
        return job;
    }

    void write(Job next) throws IOException {
        records.replace(FOLDER, NAME, next.bytes());
        job = next;
    }

    /** A stage begins. */
    void enter(Job next) throws IOException {
        write(next);
        observer.happened(new UpdateEvent.StageEntered(next.stage(), next.title()));
    }

    /** The release goes, even if the disk does not take it: a bad one must not stay in use for want of a few bytes. */
    void giveUp(Refusal refusal, String reason) {
        Job next = job.givenUp(refusal, reason);
        try {
            write(next);
        } catch (IOException e) {
            assume(next);
            observer.happened(new UpdateEvent.Alarm(Refusal.DISK_FAULT, "the journal cannot be written: " + e.getMessage()));
        }
        observer.happened(new UpdateEvent.StageEntered(next.stage(), next.title()));
    }

    /** Goes on in memory alone, where the disk fails; after a restart the job is what was written last. */
    void assume(Job next) {
        job = next;
    }

    private static Optional<Job> parse(byte[] bytes) {
        try {
            return Optional.of(Job.read(bytes));
        } catch (RefusedException e) {
            return Optional.empty();
        }
    }
}
