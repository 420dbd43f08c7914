package dev.hearken.app.internal.agent;

import java.util.concurrent.locks.LockSupport;

/**
 * Gives an agent a platform thread of its own (native calls would pin a virtual one). The thread parks when there is nothing
 * to do; {@link #wake()} costs some microseconds and may be called for every period.
 */
public final class AgentRunner implements AutoCloseable {

    /** Bounds what a lost reason to wake up can cost; every real reason unparks the thread. */
    private static final long LONGEST_PARK_NANOS = 100_000_000L;

    private static final long PATIENCE_MILLIS = 3_000;

    private final AgentInvoker invoker;
    private final Thread thread;
    private volatile boolean running = true;

    public AgentRunner(AgentInvoker invoker) {
        this.invoker = invoker;
        thread = new Thread(this::run, "hearken-" + invoker.agent().roleName());
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Lets the agent look for work now; any thread. */
    public void wake() {
        LockSupport.unpark(thread);
    }

    public AgentInvoker invoker() {
        return invoker;
    }

    /** Ends after the cycle in hand and closes the agent on its own thread. */
    @Override
    public void close() {
        running = false;
        wake();
        if (thread.getState() == Thread.State.NEW) {
            invoker.close();
            return;
        }
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (running) {
                if (invoker.invoke() == 0 && running) {
                    LockSupport.parkNanos(LONGEST_PARK_NANOS);
                }
            }
        } finally {
            invoker.close();
        }
    }
}
