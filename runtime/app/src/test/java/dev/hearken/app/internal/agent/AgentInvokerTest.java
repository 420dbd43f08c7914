package dev.hearken.app.internal.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AgentInvokerTest {

    /** Does what its script says: a number is the work done, a text the message of a failure. */
    private static final class ScriptedAgent implements Agent {
        final Deque<Object> script = new ArrayDeque<>();
        int starts;
        int closes;

        ScriptedAgent(Object... steps) {
            script.addAll(List.of(steps));
        }

        @Override
        public void onStart() {
            starts++;
        }

        @Override
        public int doWork() {
            Object step = script.isEmpty() ? Integer.valueOf(0) : script.poll();
            if (step instanceof String failure) {
                throw new IllegalStateException(failure);
            }
            return (Integer) step;
        }

        @Override
        public void onClose() {
            closes++;
        }

        @Override
        public String roleName() {
            return "scripted";
        }
    }

    private final List<Fault> faults = new ArrayList<>();
    private final DutyCycle dutyCycle = new DutyCycle(50);
    private long now;

    private AgentInvoker invoker(Agent agent) {
        return new AgentInvoker(agent, () -> now, dutyCycle, faults::add);
    }

    @Test
    void shouldStartOnceThenWork() {
        ScriptedAgent agent = new ScriptedAgent(3, 0);
        AgentInvoker invoker = invoker(agent);
        assertEquals(1, invoker.invoke());
        assertEquals(3, invoker.invoke());
        assertEquals(0, invoker.invoke());
        assertEquals(1, agent.starts);
        assertEquals(0, agent.closes);
    }

    @Test
    void shouldCloseOnceAndNotWorkAfterwards() {
        ScriptedAgent agent = new ScriptedAgent(1, 1, 1);
        AgentInvoker invoker = invoker(agent);
        invoker.invoke();
        invoker.close();
        invoker.close();
        assertEquals(0, invoker.invoke());
        assertEquals(1, agent.closes);
        assertEquals(3, agent.script.size());
    }

    @Test
    void shouldPauseLongerAfterEachFailureAndReportTheSameFaultOnce() {
        ScriptedAgent agent = new ScriptedAgent("unplugged", "unplugged");
        AgentInvoker invoker = invoker(agent);
        invoker.invoke();
        invoker.invoke();
        assertEquals(List.of(Fault.raised("scripted", "unplugged")), faults);
        assertEquals(1, agent.closes);
        now += AgentInvoker.FIRST_PAUSE_NANOS - 1;
        invoker.invoke();
        assertEquals(1, agent.starts, "still pausing");
        now += 1;
        invoker.invoke();
        assertEquals(2, agent.starts);
        invoker.invoke();
        now += AgentInvoker.FIRST_PAUSE_NANOS;
        invoker.invoke();
        assertEquals(2, agent.starts, "the second pause is twice as long");
        now += AgentInvoker.FIRST_PAUSE_NANOS;
        invoker.invoke();
        assertEquals(3, agent.starts);
        assertEquals(1, faults.size(), "the same fault is told once");
    }

    @Test
    void shouldClearTheFaultWithTheFirstWorkDone() {
        ScriptedAgent agent = new ScriptedAgent("unplugged", 0, 1);
        AgentInvoker invoker = invoker(agent);
        invoker.invoke();
        invoker.invoke();
        now += AgentInvoker.FIRST_PAUSE_NANOS;
        invoker.invoke();
        invoker.invoke();
        assertEquals(1, faults.size(), "nothing has been done yet");
        invoker.invoke();
        assertEquals(Fault.raised("scripted", "unplugged").asCleared(), faults.get(1));
    }

    @Test
    void shouldClearTheFaultOfAnAgentThatHasNothingToDo() {
        ScriptedAgent agent = new ScriptedAgent("unplugged");
        AgentInvoker invoker = invoker(agent);
        invoker.invoke();
        invoker.invoke();
        now += AgentInvoker.FIRST_PAUSE_NANOS;
        invoker.invoke();
        invoker.invoke();
        assertEquals(1, faults.size());
        now += AgentInvoker.PROBATION_NANOS;
        invoker.invoke();
        assertTrue(faults.get(1).cleared());
    }

    @Test
    void shouldReportAnAgentThatCannotStart() {
        Agent broken = new Agent() {
            @Override
            public void onStart() {
                throw new IllegalStateException("no such file");
            }

            @Override
            public int doWork() {
                throw new AssertionError("must not be asked to work");
            }

            @Override
            public String roleName() {
                return "broken";
            }
        };
        AgentInvoker invoker = invoker(broken);
        assertEquals(0, invoker.invoke());
        assertEquals(0, invoker.invoke());
        assertEquals(List.of(Fault.raised("broken", "no such file")), faults);
    }

    @Test
    void shouldMeasureTheLongestCycleAndCountStalls() {
        Agent slow = new Agent() {
            private final long[] nanos = {10, 60, 20};
            private int next;

            @Override
            public int doWork() {
                now += nanos[next++];
                return 1;
            }

            @Override
            public String roleName() {
                return "slow";
            }
        };
        AgentInvoker invoker = invoker(slow);
        for (int i = 0; i < 4; i++) {
            invoker.invoke();
        }
        assertEquals(60, dutyCycle.longestNanos());
        assertEquals(1, dutyCycle.stalls());
        assertEquals(3, dutyCycle.cycles());
    }

    @Test
    void shouldRunOnAThreadOfItsOwnUntilClosed() throws InterruptedException {
        CountDownLatch worked = new CountDownLatch(3);
        CountDownLatch closed = new CountDownLatch(1);
        Agent agent = new Agent() {
            @Override
            public int doWork() {
                worked.countDown();
                return 0;
            }

            @Override
            public void onClose() {
                closed.countDown();
            }

            @Override
            public String roleName() {
                return Thread.currentThread().getName();
            }
        };
        AgentRunner runner = new AgentRunner(new AgentInvoker(agent, NanoClock.SYSTEM, dutyCycle, faults::add));
        runner.start();
        while (!worked.await(1, TimeUnit.MILLISECONDS)) {
            runner.wake();
        }
        runner.close();
        assertTrue(closed.await(5, TimeUnit.SECONDS), "onClose is called when the runner is closed");
    }
}
