package dev.hearken.app.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearken.app.internal.agent.Agent;
import dev.hearken.app.internal.agent.AgentInvoker;
import dev.hearken.app.internal.agent.Beat;
import dev.hearken.app.internal.agent.DutyCycle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An audio agent and an event loop, stepped by hand; systemd waits 30 s. */
class WatchdogAgentTest {

    private static final class Signals implements WatchdogAgent.Signals {
        final List<String> told = new ArrayList<>();

        @Override
        public void ready(String status) {
            told.add("ready: " + status);
        }

        @Override
        public void status(String status) {
            told.add("status: " + status);
        }

        @Override
        public void alive() {
            told.add("alive");
        }

        List<String> take() {
            List<String> taken = List.copyOf(told);
            told.clear();
            return taken;
        }
    }

    private final Signals signals = new Signals();
    private final AgentInvoker audio = new AgentInvoker(new Agent() {
        @Override
        public int doWork() {
            return 1;
        }

        @Override
        public String roleName() {
            return "capture";
        }
    }, () -> 0, new DutyCycle(1), fault -> { });
    private long loopTurns;
    private long seconds = 1_000_000;
    private boolean listening;
    private WatchdogAgent watchdog;

    @BeforeEach
    void watch() {
        watchdog = new WatchdogAgent(List.of(audio.beat(), new Beat("event loop", () -> loopTurns)), () -> listening, "listening", signals,
            () -> seconds * 1_000_000_000L, Duration.ofSeconds(30));
    }

    private void pass(int more, boolean audioMoves, boolean loopMoves) {
        for (int i = 0; i < more; i++) {
            seconds++;
            if (audioMoves) {
                audio.invoke();
            }
            if (loopMoves) {
                loopTurns++;
            }
            watchdog.doWork();
        }
    }

    private void becomeReady() {
        listening = true;
        pass(1, true, true);
        assertEquals(List.of("ready: listening"), signals.take());
    }

    @Test
    void shouldTellNothingWhileModelsLoad() {
        pass(300, true, true);
        assertEquals(List.of(), signals.take());
    }

    @Test
    void shouldFeedThreeTimesInThePatienceOfSystemd() {
        becomeReady();
        pass(30, true, true);
        assertEquals(List.of("alive", "alive", "alive"), signals.take());
    }

    @Test
    void shouldNotFeedWhenAudioStandsStill() {
        becomeReady();
        pass(300, false, true);
        assertEquals(List.of("status: standing still: capture"), signals.take());
    }

    @Test
    void shouldNotFeedWhenTheEventLoopStandsStill() {
        becomeReady();
        pass(300, true, false);
        assertEquals(List.of("status: standing still: event loop"), signals.take());
    }

    @Test
    void shouldNotFeedForWhatMovedBeforeTheLastLook() {
        becomeReady();
        pass(10, true, true);
        assertEquals(List.of("alive"), signals.take());
        pass(9, false, true);
        pass(1, false, true);
        assertEquals(List.of("status: standing still: capture"), signals.take());
    }

    @Test
    void shouldFeedAgainWhenAllMoves() {
        becomeReady();
        pass(20, false, true);
        signals.take();
        pass(10, true, true);
        assertEquals(List.of("ready: listening", "alive"), signals.take());
    }

    @Test
    void shouldCountTurnsOfAnAgentThatWaitsToBeStartedAgain() {
        AgentInvoker broken = new AgentInvoker(new Agent() {
            @Override
            public int doWork() {
                throw new IllegalStateException("the card is gone");
            }

            @Override
            public String roleName() {
                return "capture";
            }
        }, () -> 0, new DutyCycle(1), fault -> { });
        Beat beat = broken.beat();
        for (int i = 1; i <= 5; i++) {
            broken.invoke();
            assertEquals(i, beat.turns().getAsLong());
        }
    }
}
