package dev.hearken.update;

import dev.hearken.update.internal.hawkbit.DeviceProtocol;
import dev.hearken.update.internal.http.HttpFetch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hawkBit server's device: polls at the pace the server asks for, hands deployments to the update stages, and reports what
 * became of them, a success only when the stages say confirmed. What has to be reported survives restarts.
 *
 * <p>Either call {@link #poll} from a thread of your own, or {@link #start} its thread; not both.
 */
public final class HawkbitDevice implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HawkbitDevice.class);
    private static final Duration AFTER_FAULT = Duration.ofMinutes(5);

    private final DeviceProtocol protocol;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final BlockingQueue<Boolean> wakeups = new ArrayBlockingQueue<>(1);
    private final Thread thread = new Thread(this::run, "hawkbit");
    private volatile boolean closed;

    /**
     * @param memory file for what must survive a restart; its folder exists
     * @throws IOException naming a certificate file or the memory that cannot be used
     */
    public HawkbitDevice(HawkbitSettings settings, Path memory, DeploymentTarget target) throws IOException {
        HttpFetch polling = new HttpFetch(settings.http(), System::nanoTime);
        HttpFetch loading = new HttpFetch(settings.http(), System::nanoTime);
        this.protocol = new DeviceProtocol(settings, polling, loading, memory, target);
    }

    /** One conversation with the server; never throws because of it. Returns how long to wait until the next. */
    public Duration poll() {
        return protocol.poll();
    }

    /** Tells the server what changed since the last poll, without asking it anything. Returns false if that has to wait for the next poll. */
    public boolean report() {
        return protocol.report();
    }

    /** Polls on a thread of its own until closed. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** From any thread: progress changed, the server should know soon. */
    public void progressed() {
        wakeups.offer(Boolean.TRUE);
    }

    private void run() {
        try {
            while (!closed) {
                long left = spread(safely().toNanos());
                for (long until = System.nanoTime() + left; left > 0 && !closed; left = until - System.nanoTime()) {
                    if (wakeups.poll(left, TimeUnit.NANOSECONDS) != null) {
                        tellSafely();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A fault of ours must not end the polling for good. */
    private Duration safely() {
        try {
            return poll();
        } catch (RuntimeException e) {
            LOG.error("hawkBit", e);
            return AFTER_FAULT;
        }
    }

    private void tellSafely() {
        try {
            report();
        } catch (RuntimeException e) {
            LOG.error("hawkBit", e);
        }
    }

    /** Up to a tenth longer, so that a fleet that was switched on together does not poll together for ever. */
    private long spread(long nanos) {
        return nanos + (long) (random.nextDouble() * nanos / 10);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
