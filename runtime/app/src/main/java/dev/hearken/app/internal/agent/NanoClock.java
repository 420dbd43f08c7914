package dev.hearken.app.internal.agent;

/** Monotonic time, on the scale of {@link System#nanoTime()}; handed in everywhere so that tests set it by hand. */
@FunctionalInterface
public interface NanoClock {

    NanoClock SYSTEM = System::nanoTime;

    long nanoTime();
}
