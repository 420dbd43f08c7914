package dev.hearken.app.internal.service;

import dev.hearken.app.internal.agent.Agent;
import dev.hearken.app.internal.agent.Beat;
import dev.hearken.app.internal.agent.NanoClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd that the speaker is ready, and then winds up its watchdog for as long as no thread of the speaker stands still. It has a
 * thread of its own, so that it can say which other one does.
 *
 * <table>
 * <caption>Transitions, at each look</caption>
 * <tr><th>state</th><th>seen</th><th>told</th><th>next</th></tr>
 * <tr><td>LOADING</td><td>the speaker listens</td><td>ready</td><td>FEEDING</td></tr>
 * <tr><td>FEEDING</td><td>every thread has turned since the last look</td><td>alive</td><td>FEEDING</td></tr>
 * <tr><td>FEEDING</td><td>one has not</td><td>status: which</td><td>STARVING</td></tr>
 * <tr><td>STARVING</td><td>every thread has turned since the last look</td><td>ready, alive</td><td>FEEDING</td></tr>
 * <tr><td>STARVING</td><td>one has not</td><td>nothing: systemd will end and restart the service</td><td>STARVING</td></tr>
 * </table>
 */
public final class WatchdogAgent implements Agent {

    /** A third of the time that systemd waits: one look may come late without harm. */
    private static final int LOOKS_A_PERIOD = 3;
    /** Of services whose unit has no watchdog: only a status is told. */
    private static final Duration UNWATCHED = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(WatchdogAgent.class);

    private enum State { LOADING, FEEDING, STARVING }

    /** What systemd is told. */
    public interface Signals {

        void ready(String status);

        void status(String status);

        void alive();
    }

    private final List<Beat> beats;
    private final long[] turns;
    private final BooleanSupplier listening;
    private final String status;
    private final Signals signals;
    private final NanoClock clock;
    private final long lookNanos;
    private State state = State.LOADING;
    private long lookedNanos;

    /**
     * @param beats     of the threads that must not stand still
     * @param listening whether the speaker does what it is for
     * @param status    for people, once it does
     * @param period    after which systemd loses patience; zero if never
     */
    public WatchdogAgent(List<Beat> beats, BooleanSupplier listening, String status, Signals signals, NanoClock clock, Duration period) {
        this.beats = List.copyOf(beats);
        this.listening = listening;
        this.status = status;
        this.signals = signals;
        this.clock = clock;
        turns = new long[beats.size()];
        lookNanos = (period.isZero() ? UNWATCHED : period).toNanos() / LOOKS_A_PERIOD;
    }

    @Override
    public int doWork() {
        if (state == State.LOADING) {
            begin();
        } else if (clock.nanoTime() - lookedNanos >= lookNanos) {
            look();
        }
        return 0;
    }

    @Override
    public String roleName() {
        return "watchdog";
    }

    private void begin() {
        if (!listening.getAsBoolean()) {
            return;
        }
        remember();
        signals.ready(status);
        state = State.FEEDING;
    }

    private void look() {
        boolean all = true;
        for (int i = 0; i < turns.length; i++) {
            all &= beats.get(i).turns().getAsLong() != turns[i];
        }
        if (all) {
            if (state == State.STARVING) {
                LOG.warn("all threads move again");
                signals.ready(status);
            }
            signals.alive();
            state = State.FEEDING;
        } else if (state == State.FEEDING) {
            String stuck = "standing still: " + String.join(", ", stuck());
            LOG.error("{}; systemd will start the speaker anew unless it moves again", stuck);
            signals.status(stuck);
            state = State.STARVING;
        }
        remember();
    }

    private List<String> stuck() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < turns.length; i++) {
            if (beats.get(i).turns().getAsLong() == turns[i]) {
                names.add(beats.get(i).name());
            }
        }
        return names;
    }

    private void remember() {
        for (int i = 0; i < turns.length; i++) {
            turns[i] = beats.get(i).turns().getAsLong();
        }
        lookedNanos = clock.nanoTime();
    }
}
