package dev.hearken.dialogue.internal.alarm;

import dev.hearken.dialogue.internal.alarm.Schedule.Snapshot;
import dev.hearken.dialogue.internal.state.StateFile;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps timers and alarms in a file. Writing computes and waits for the medium and so is done in the background, the newest state only; a state that cannot
 * be written is a fault until one can.
 */
public final class ScheduleStore implements Schedule.Keeper {

    private final StateFile file;
    private final String run;
    private final Executor background;
    private final Consumer<Optional<String>> faults;
    private final AtomicReference<@Nullable State> pending = new AtomicReference<>();
    private volatile boolean failed;

    private record State(Snapshot snapshot, Moment now) {
    }

    /**
     * @param run        names the time since the machine started; blank if not known
     * @param background one thread that may wait
     * @param faults     told what is wrong; empty = right again. Called on the caller's or the background thread
     */
    public ScheduleStore(StateFile file, String run, Executor background, Consumer<Optional<String>> faults) {
        this.file = file;
        this.run = run;
        this.background = background;
        this.faults = faults;
    }

    /** What was kept; nothing if there is none, or if it is damaged beyond use, which is a fault. */
    public Snapshot load(Moment now) {
        Optional<String> text = file.read(problem -> fail("timers and alarms: " + problem));
        try {
            return text.map(kept -> ScheduleText.read(kept, now, run)).orElse(Snapshot.NOTHING);
        } catch (IllegalArgumentException e) {
            fail("timers and alarms are lost: " + e.getMessage());
            return Snapshot.NOTHING;
        }
    }

    @Override
    public void keep(Snapshot snapshot, Moment now) {
        boolean idle = pending.getAndSet(new State(snapshot, now)) == null;
        if (idle) {
            background.execute(this::write);
        }
    }

    private void write() {
        State state = pending.getAndSet(null);
        if (state == null) {
            return;
        }
        try {
            file.write(ScheduleText.write(state.snapshot(), state.now(), run));
            if (failed) {
                failed = false;
                faults.accept(Optional.empty());
            }
        } catch (IOException e) {
            fail("timers and alarms cannot be kept: " + e);
        }
    }

    /** Wrong until the next state has been written. */
    private void fail(String problem) {
        failed = true;
        faults.accept(Optional.of(problem));
    }
}
