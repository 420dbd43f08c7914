package dev.hearken.app.internal.model;

import dev.hearken.app.internal.agent.Fault;
import dev.hearken.models.api.Fallback;
import dev.hearken.models.api.FallbackListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Makes a fault of each model that runs elsewhere than it should: it hears as well as before, but later or for more power. The fault is over
 * when nothing runs elsewhere any more of what was loaded of that model: it was closed, and what was loaded since runs where it should.
 * Told by the threads that run models; that happens once for each back end that fails, never for each run.
 */
public final class FallbackFaults implements FallbackListener {

    private final Consumer<Fallback> journal;
    /** By source of the fault, what runs elsewhere: a model may be loaded several times. */
    private final Map<String, List<Fallback>> open = new TreeMap<>();
    private Consumer<Fault> faults = fault -> { };

    /** @param journal told of each that begins */
    public FallbackFaults(Consumer<Fallback> journal) {
        this.journal = journal;
    }

    /** From now on tells of faults, of those that there are at once. @param told must not wait; any thread */
    public synchronized void attach(Consumer<Fault> told) {
        faults = told;
        open.forEach((source, elsewhere) -> faults.accept(raised(source, elsewhere)));
    }

    @Override
    public synchronized void began(Fallback fallback) {
        journal.accept(fallback);
        String source = source(fallback);
        List<Fallback> elsewhere = open.computeIfAbsent(source, s -> new ArrayList<>());
        elsewhere.add(fallback);
        faults.accept(raised(source, elsewhere));
    }

    @Override
    public synchronized void ended(Fallback fallback) {
        String source = source(fallback);
        List<Fallback> elsewhere = open.get(source);
        if (elsewhere == null || !elsewhere.remove(fallback)) {
            return;
        }
        if (elsewhere.isEmpty()) {
            open.remove(source);
            faults.accept(Fault.raised(source, fallback.toString()).asCleared());
        } else {
            faults.accept(raised(source, elsewhere));
        }
    }

    /** What runs elsewhere now, of each model the latest last. */
    public synchronized List<Fallback> elsewhere() {
        return open.values().stream().flatMap(List::stream).toList();
    }

    /** Such as {@code back-end recognizer phones}. */
    private static String source(Fallback fallback) {
        return "back-end " + fallback.role() + " " + fallback.name();
    }

    private static Fault raised(String source, List<Fallback> elsewhere) {
        return Fault.raised(source, elsewhere.get(elsewhere.size() - 1).toString());
    }
}
