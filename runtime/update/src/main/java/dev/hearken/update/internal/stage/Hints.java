package dev.hearken.update.internal.stage;

import dev.hearken.update.Hint;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Which messages are a reason to look: none that a broker kept, and none twice. */
final class Hints {

    private static final int REMEMBERED = 64;
    private static final int LONGEST_ID = 200;

    private final AtomicReference<Queue<Hint>> arrived = new AtomicReference<>(new ArrayDeque<>());
    private final Set<String> known = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** Any thread. What comes faster than it is looked at is one hint. */
    void add(Hint hint) {
        arrived.updateAndGet(queue -> {
            Queue<Hint> more = new ArrayDeque<>(queue);
            if (more.size() < REMEMBERED) {
                more.add(hint);
            }
            return more;
        });
    }

    /** Takes the oldest. */
    Optional<Hint> poll() {
        Queue<Hint> before = arrived.getAndUpdate(queue -> {
            Queue<Hint> fewer = new ArrayDeque<>(queue);
            fewer.poll();
            return fewer;
        });
        return Optional.ofNullable(before.peek());
    }

    /** Why it does nothing; empty if it is a reason to look. */
    Optional<String> objection(Hint hint) {
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
