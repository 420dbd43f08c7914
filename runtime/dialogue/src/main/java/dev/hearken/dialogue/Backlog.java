package dev.hearken.dialogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What waits to be said or played: by priority, of equals the oldest first; bounded. Confined to its {@link DialogueSession}. */
final class Backlog {

    private final int most;
    private final List<Announcement> waiting = new ArrayList<>();

    Backlog(int most) {
        this.most = most;
    }

    /** Takes it in, unless the same waits already; of too many the oldest of the least priority gives way. */
    void add(Announcement announcement) {
        if (announcement.sessionId().isEmpty() && waiting.contains(announcement)) {
            return;
        }
        if (waiting.size() >= most) {
            Announcement last = waiting.get(waiting.size() - 1);
            if (last.priority().before(announcement.priority())) {
                return;
            }
            waiting.remove(firstOf(last.priority()));
        }
        insert(announcement, false);
    }

    /** Takes back what was interrupted: it comes before its equals. */
    void addFirst(Announcement announcement) {
        if (waiting.size() < most) {
            insert(announcement, true);
        }
    }

    private void insert(Announcement announcement, boolean beforeEquals) {
        int at = 0;
        while (at < waiting.size() && (waiting.get(at).priority().before(announcement.priority())
                || !beforeEquals && waiting.get(at).priority() == announcement.priority())) {
            at++;
        }
        waiting.add(at, announcement);
    }

    Optional<Announcement> next() {
        return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.remove(0));
    }

    void clear() {
        waiting.clear();
    }

    private int firstOf(Priority priority) {
        int at = 0;
        while (waiting.get(at).priority() != priority) {
            at++;
        }
        return at;
    }
}
