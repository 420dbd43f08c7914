package dev.hearken.update.internal.stage;

import dev.hearken.update.RefusedException;
import dev.hearken.update.internal.store.Records;
import java.io.IOException;
import java.util.Optional;

/** Remembers the job across starts: on the disk before anything is done about it. */
final class Journal {

    private static final String FOLDER = "journal";
    private static final String NAME = "job";

    private final Records records;
    private Job job;

    /** One that cannot be read is an idle one: the pointers alone say what is in use, and they are whole at any moment. */
    Journal(Records records) {
        this.records = records;
        job = records.read(FOLDER, NAME).flatMap(Journal::parse).orElse(Job.IDLE);
    }

    Job job() {
        return job;
    }

    void write(Job next) throws IOException {
        records.replace(FOLDER, NAME, next.bytes());
        job = next;
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
