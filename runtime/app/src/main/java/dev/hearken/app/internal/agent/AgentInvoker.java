package dev.hearken.app.internal.agent;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs an agent's cycles one by one on the caller's thread. An agent that throws is closed, reported once as a
 * {@link Fault}, and started again after a pause that doubles from try to try. The fault is cleared by the first cycle that does work after
 * that, or when the agent has had nothing to do, and nothing to complain of, for a second.
 */
public final class AgentInvoker {

    static final long FIRST_PAUSE_NANOS = 500_000_000L;
    static final long LONGEST_PAUSE_NANOS = 30_000_000_000L;
    static final long PROBATION_NANOS = 1_000_000_000L;

    private enum State { NEW, RUNNING, PAUSED, CLOSED }

    private final Agent agent;
    private final NanoClock clock;
    private final DutyCycle dutyCycle;
    private final Consumer<Fault> faults;

    private State state = State.NEW;
    private long pauseNanos = FIRST_PAUSE_NANOS;
    private long resumeAtNanos;
    private long startedNanos;
    private @Nullable Fault open;
    /** Written by the invoking thread only. */
    private volatile long turns;

    /** @param faults called on the invoking thread */
    public AgentInvoker(Agent agent, NanoClock clock, DutyCycle dutyCycle, Consumer<Fault> faults) {
        this.agent = agent;
        this.clock = clock;
        this.dutyCycle = dutyCycle;
        this.faults = faults;
    }

    /** One cycle, or a step towards one; 0 if there was nothing to do. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
    public int invoke() {
        turns = turns + 1;
        return switch (state) {
            case NEW -> start();
            case RUNNING -> cycle();
            case PAUSED -> clock.nanoTime() - resumeAtNanos < 0 ? 0 : start();
            case CLOSED -> 0;
        };
    }

    /** Closes the agent; further invocations do nothing. */
    public void close() {
        if (state == State.RUNNING) {
            closeAgent();
        }
        state = State.CLOSED;
    }

    public Agent agent() {
        return agent;
    }

    /** Grows with each call of {@link #invoke()}, also while the agent waits to be started again. */
    public Beat beat() {
        return new Beat(agent.roleName(), () -> turns);
    }

    public DutyCycle dutyCycle() {
        return dutyCycle;
    }

    private int start() {
        try {
            agent.onStart();
            state = State.RUNNING;
            startedNanos = clock.nanoTime();
            return 1;
        } catch (RuntimeException | LinkageError e) {
            fail(e);
            return 0;
        }
    }

    private int cycle() {
        long began = clock.nanoTime();
        int work;
        try {
            work = agent.doWork();
        } catch (RuntimeException | LinkageError e) {
            fail(e);
            return 0;
        }
        long now = clock.nanoTime();
        dutyCycle.record(now - began);
        if (open != null && (work > 0 || now - startedNanos >= PROBATION_NANOS)) {
            faults.accept(open.asCleared());
            open = null;
            pauseNanos = FIRST_PAUSE_NANOS;
        }
        return work;
    }

    private void fail(Throwable e) {
        closeAgent();
        state = State.PAUSED;
        resumeAtNanos = clock.nanoTime() + pauseNanos;
        pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        Fault fault = Fault.raised(agent.roleName(), message);
        if (!fault.equals(open)) {
            open = fault;
            faults.accept(fault);
        }
    }

    private void closeAgent() {
        try {
            agent.onClose();
        } catch (RuntimeException e) {
            faults.accept(Fault.raised(agent.roleName(), "closing failed: " + e.getMessage()));
        }
    }
}
