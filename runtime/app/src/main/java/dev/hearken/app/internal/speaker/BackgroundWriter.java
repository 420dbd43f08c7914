package dev.hearken.app.internal.speaker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Writes what must survive a restart, one thing after the other, on a thread that ends when there is nothing to write. It never refuses: a mute that is
 * ordered in the speaker's last moment, while the event loop still turns, counts.
 */
final class BackgroundWriter implements Executor, AutoCloseable {

    private static final int PATIENCE_SECONDS = 2;
    private static final int IDLE_MILLIS = 200;

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, IDLE_MILLIS, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(),
        task -> new Thread(task, "hearken-background"));

    BackgroundWriter() {
        thread.allowCoreThreadTimeOut(true);
    }

    /** Any thread; never waits. */
    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    /** Waits until all that came before is written; not on the event loop. */
    @Override
    public void close() {
        CountDownLatch written = new CountDownLatch(1);
        thread.execute(written::countDown);
        try {
            written.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
