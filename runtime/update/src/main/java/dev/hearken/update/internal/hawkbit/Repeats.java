package dev.hearken.update.internal.hawkbit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts how often the same thing was done, so that a server that asks for ever is not answered for ever. Not thread-safe. */
final class Repeats {

    private static final int MOST_KEYS = 64;

    private final int most;
    private final Map<String, Integer> counts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST_KEYS;
        }
    };

    Repeats(int most) {
        this.most = most;
    }

    /** Counts one more; true if there were {@code most} before. */
    boolean exhausted(String what) {
        return counts.merge(what, 1, (old, one) -> Math.min(old + one, most + 1)) > most;
    }
}
