package dev.hearken.models.api.internal;

import dev.hearken.models.api.Fallback;
import dev.hearken.models.api.FallbackListener;
import java.util.Optional;

/** Where one loaded model runs, if not where it should; whoever listens is told of each change. One thread. */
public final class Whereabouts {

    private final FallbackListener listener;
    private Optional<Fallback> elsewhere = Optional.empty();

    /** @param elsewhere where it runs from the beginning; empty if where it should */
    public Whereabouts(Optional<Fallback> elsewhere, FallbackListener listener) {
        this.listener = listener;
        elsewhere.ifPresent(this::moved);
    }

    /** The new one is told before the old one ends, so that between them it never looks as if all were well. */
    void moved(Fallback next) {
        Optional<Fallback> before = elsewhere;
        elsewhere = Optional.of(next);
        listener.began(next);
        before.ifPresent(listener::ended);
    }

    void closed() {
        elsewhere.ifPresent(listener::ended);
        elsewhere = Optional.empty();
    }
}
