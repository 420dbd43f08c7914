package dev.hearken.models.npu.internal;

import dev.hearken.drivers.rknn.RknnException;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread in which a model's runs happen while its caller waits, so that the caller can stop waiting. It also gives the context back:
 * a run that hangs still uses the NPU's memory, which must stay until it returns, if it ever does. Handing over takes some tens of
 * microseconds and allocates nothing.
 */
final class RunThread {

    private final ModelEntry entry;
    private final Runnable once;
    private final Runnable giveBack;
    private final long longestNanos;
    private final Thread worker;

    /** Written by the caller. */
    private volatile long ordered;
    private volatile @Nullable Thread waiting;
    private volatile boolean closed;
    /** Written by the worker, after everything of the run. */
    private volatile long finished;
    private @Nullable Throwable failure;
    /** Of the caller alone. */
    private boolean lost;

    /**
     * @param once     one run of the NPU; whatever it throws is the run's failure
     * @param giveBack frees what the model has on the NPU
     */
    RunThread(ModelEntry entry, Runnable once, Runnable giveBack, Duration longestRun) {
        this.entry = entry;
        this.once = once;
        this.giveBack = giveBack;
        this.longestNanos = longestRun.toNanos();
        this.worker = new Thread(this::work, "npu-" + entry.role());
        worker.setDaemon(true);
        worker.start();
    }

    /** @throws ModelException if no run can be had any more */
    void require() {
        if (closed) {
            throw new ModelException(entry.file() + ": the model is closed");
        }
        if (lost) {
            throw new ModelException(entry.file() + ": the NPU has lost this model", null, true);
        }
    }

    /** @throws ModelException if the NPU reports an error or nothing at all */
    void run() {
        require();
        waiting = Thread.currentThread();
        long order = ordered + 1;
        ordered = order;
        LockSupport.unpark(worker);
        long deadline = System.nanoTime() + longestNanos;
        boolean interrupted = false;
        while (finished != order) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                lost = true;
                break;
            }
            LockSupport.parkNanos(this, left);
            // An interrupt would end every park at once; it is handed on when the run is over.
            interrupted |= Thread.interrupted();
        }
        waiting = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (lost) {
            throw new ModelException(entry.file() + ": the NPU has not finished a run within " + longestNanos / 1_000_000 + " ms; it hangs", null, true);
        }
        Throwable failed = failure;
        if (failed instanceof RknnException reported) {
            lost = reported.error().deviceLost();
            throw new ModelException(String.valueOf(failed.getMessage()), failed, lost);
        }
        if (failed != null) {
            lost = true;
            throw new ModelException(entry.file() + ": a run on the NPU broke down: " + failed, failed, true);
        }
    }

    private void work() {
        long done = 0;
        while (true) {
            if (ordered != done) {
                done = ordered;
                compute();
                finished = done;
                Thread caller = waiting;
                if (caller != null) {
                    LockSupport.unpark(caller);
                }
            } else if (closed) {
                giveBack.run();
                return;
            } else {
                LockSupport.park(this);
            }
        }
    }

    private void compute() {
        try {
            once.run();
            failure = null;
        } catch (RuntimeException | LinkageError e) {
            // Anything: a thread that ends here would look like an NPU that hangs.
            failure = e;
        }
    }

    /** Gives the NPU's memory back; if a run hangs, when that returns. Waits for it otherwise. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        LockSupport.unpark(worker);
        if (ordered != finished) {
            return;
        }
        try {
            worker.join(longestNanos / 1_000_000 + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
