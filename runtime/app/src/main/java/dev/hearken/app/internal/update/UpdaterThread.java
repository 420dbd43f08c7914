package dev.hearken.app.internal.update;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread on which an updater takes its steps: one after the other as long as there is something to do, else four times a second.
 * Whatever goes wrong in a step, also a heap that is full for a moment, the next one comes.
 */
final class UpdaterThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UpdaterThread.class);
    private static final long STEP_MILLIS = 250;
    private static final long AFTER_FAULT_MILLIS = 60_000;
    private static final long CLOSE_MILLIS = 3000;

    private final BooleanSupplier step;
    private final Runnable end;
    /** A permit is a reason not to wait for the next step. */
    private final Semaphore due = new Semaphore(0);
    private final Thread thread = new Thread(this::keepGoing, "hearken-update");
    private volatile boolean closing;

    /**
     * @param step whether there is more to do at once
     * @param end  done once, after the last step; on the same thread, where one was taken
     */
    UpdaterThread(BooleanSupplier step, Runnable end) {
        this.step = step;
        this.end = end;
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    /** Begins; once. */
    void start() {
        thread.start();
    }

    /** There is something to do now; any thread. */
    void wake() {
        due.release();
    }

    private void keepGoing() {
        try {
            while (!closing) {
                due.drainPermits();
                long pause = oneStep();
                if (pause > 0 && !closing) {
                    due.tryAcquire(pause, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("the updater is asked to end", e);
        } finally {
            Thread.interrupted();   // What is written now must not be cut off.
            end.run();
        }
    }

    /** How long to wait until the next. */
    private long oneStep() {
        try {
            return step.getAsBoolean() ? 0 : STEP_MILLIS;
        } catch (RuntimeException | Error e) {
            LOG.error("the updater failed; it goes on in a minute", e);
            return AFTER_FAULT_MILLIS;
        }
    }

    /** Waits for the step that is being taken, for some seconds; whatever it waits for itself, the next start goes on from there. */
    @Override
    public void close() {
        closing = true;
        wake();
        if (thread.getState() == Thread.State.NEW) {
            end.run();
            return;
        }
        try {
            for (int i = 0; i < 2 && thread.isAlive(); i++) {
                thread.join(CLOSE_MILLIS);
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
