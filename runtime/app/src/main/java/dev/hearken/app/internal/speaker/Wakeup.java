package dev.hearken.app.internal.speaker;

import org.jspecify.annotations.Nullable;

/** Tells an agent's thread that there is work; does nothing while the agent has none, as in tests that step it. */
final class Wakeup implements Runnable {

    private volatile @Nullable Runnable target;

    void bind(Runnable wake) {
        target = wake;
    }

    @Override
    public void run() {
        Runnable bound = target;
        if (bound != null) {
            bound.run();
        }
    }
}
