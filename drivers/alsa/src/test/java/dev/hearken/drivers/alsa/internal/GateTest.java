package dev.hearken.drivers.alsa.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {

    private final AtomicInteger freed = new AtomicInteger();
    private final Gate gate = new Gate(freed::incrementAndGet);

    @Test
    void shouldFreeAtOnceWhenNobodyIsInside() {
        gate.close();
        gate.close();
        assertEquals(1, freed.get());
        assertFalse(gate.enter());
    }

    @Test
    void shouldFreeAfterTheUseUnderWay() {
        assertTrue(gate.enter());
        gate.close();
        assertTrue(gate.isClosing());
        assertEquals(0, freed.get());
        gate.leave();
        assertEquals(1, freed.get());
        assertFalse(gate.enter());
    }

    @Test
    void shouldLetOneInAtATime() {
        assertTrue(gate.enter());
        assertFalse(gate.enter());
        gate.leave();
        assertTrue(gate.enter());
    }
}
