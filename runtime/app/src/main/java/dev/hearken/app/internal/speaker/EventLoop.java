package dev.hearken.app.internal.speaker;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Vert.x event loop, for control events alone: no sound ever passes it. */
public final class EventLoop implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);

    private final Vertx vertx;
    private final Context context;

    /** Starts the loop's thread. */
    public EventLoop() {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1)
            .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        context = vertx.getOrCreateContext();
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Does something on the loop; any thread. */
    void execute(Runnable action) {
        context.runOnContext(ignored -> action.run());
    }

    /** Does something on the loop: at once if this is the loop, else later; any thread. */
    void here(Runnable action) {
        if (Vertx.currentContext() == context) {
            action.run();
        } else {
            execute(action);
        }
    }

    /** Does something that would keep the loop waiting, on a worker thread, one after the other; any thread. */
    void work(Runnable action) {
        vertx.executeBlocking(() -> {
            action.run();
            return null;
        }, true).onFailure(fault -> LOG.warn("a task failed", fault));
    }

    /** Does something on the loop again and again. */
    void repeat(long periodMillis, Runnable action) {
        context.runOnContext(ignored -> vertx.setPeriodic(periodMillis, id -> action.run()));
    }

    /** Does something on the loop once, as exactly as the machine can. @param millis 1 or more */
    void after(long millis, Runnable action) {
        context.runOnContext(ignored -> vertx.setTimer(millis, id -> action.run()));
    }

    @Override
    public void close() {
        CountDownLatch closed = new CountDownLatch(1);
        vertx.close().onComplete(done -> closed.countDown());
        try {
            closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
