package dev.hearken.update.internal.stage;

import dev.hearken.update.Hint;
import dev.hearken.update.UpdateEvent;
import dev.hearken.update.UpdateObserver;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;

/** Which messages are a reason to look: none that a broker kept, and none twice. */
final class Hints {

    private static final int REMEMBERED = 64;
    private static final int LONGEST_ID = 200;

    private final Queue<Hint> arrived = new ArrayBlockingQueue<>(REMEMBERED);
    private final Set<String> known = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** Any thread. What comes faster than it is looked at is dropped: one hint is as good as many. */
    void add(Hint hint) {
        arrived.offer(hint);
    }

    /**
     * Takes all that arrived.
     *
     * @param observer told of those that do nothing
     * @return whether one is a reason to look
     */
    boolean reasonToLook(UpdateObserver observer) {
        boolean reason = false;
        for (Hint hint = arrived.poll(); hint != null; hint = arrived.poll()) {
            Optional<String> objection = objection(hint);
            objection.ifPresent(words -> observer.happened(new UpdateEvent.HintIgnored(words)));
            reason |= objection.isEmpty();
        }
        return reason;
    }

    /** Why it does nothing; empty if it is a reason to look. */
    private Optional<String> objection(Hint hint) {
        if (hint.retained()) {
            return Optional.of("a message kept by the broker may be of any age");
        }
        if (hint.deployment().length() > LONGEST_ID) {
            return Optional.of("its id is longer than " + LONGEST_ID + " characters");
        }
        return known.add(hint.deployment()) ? Optional.empty() : Optional.of("deployment '" + printable(hint.deployment()) + "' was announced before");
    }

    private static String printable(String id) {
        return id.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
