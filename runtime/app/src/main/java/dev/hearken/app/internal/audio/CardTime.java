package dev.hearken.app.internal.audio;

import dev.hearken.audio.FrameClock;
import dev.hearken.drivers.alsa.CardClock;

/** The runtime's clock, handed to a driver. */
record CardTime(FrameClock clock) implements CardClock {

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    @Override
    public void awaitNanos(long nanoTime) {
        clock.awaitNanos(nanoTime);
    }
}
