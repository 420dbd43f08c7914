package dev.hearken.app.internal.update;

import dev.hearken.models.api.Fallback;
import dev.hearken.models.api.FallbackListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Counts how often the models of a release begin to run elsewhere than in its self-test: what a back end that fails does to several models at
 * once counts once. Told by the threads that run models, read by the updater's.
 */
final class BackEndStrikes implements FallbackListener {

    private final List<Fallback> open = new ArrayList<>();
    private Optional<List<Fallback>> expected = Optional.empty();
    private long count;
    private String latest = "";

    /** @param fallbacks of the self-test of the release that is now in use; empty if that is not known, then nothing counts */
    synchronized void expect(Optional<List<Fallback>> fallbacks) {
        expected = fallbacks.map(List::copyOf);
    }

    @Override
    public synchronized void began(Fallback fallback) {
        if (strikes(fallback) && displaced().isEmpty()) {
            count++;
        }
        if (strikes(fallback)) {
            latest = fallback.toString();
        }
        open.add(fallback);
    }

    @Override
    public synchronized void ended(Fallback fallback) {
        open.remove(fallback);
    }

    synchronized long count() {
        return count;
    }

    /** The latest that counted, for people; empty if none did. */
    synchronized String latest() {
        return latest;
    }

    /** What runs now elsewhere than in the self-test, for people. */
    synchronized Optional<String> displaced() {
        return open.stream().filter(this::strikes).reduce((earlier, later) -> later).map(Fallback::toString);
    }

    private boolean strikes(Fallback fallback) {
        return expected.isPresent() && expected.get().stream().noneMatch(known -> known.role().equals(fallback.role())
            && known.name().equals(fallback.name()) && known.to().equals(fallback.to()));
    }
}
