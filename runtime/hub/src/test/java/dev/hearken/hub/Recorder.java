package dev.hearken.hub;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Collects what arrives and lets a test wait for it. */
final class Recorder<T> implements Consumer<T> {

    /** Generous: only a failing test waits that long. */
    static final long LIMIT_SECONDS = 20;

    private final List<T> items = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition added = lock.newCondition();

    @Override
    public void accept(T item) {
        lock.lock();
        try {
            items.add(item);
            added.signalAll();
        } finally {
            lock.unlock();
        }
    }

    List<T> all() {
        lock.lock();
        try {
            return List.copyOf(items);
        } finally {
            lock.unlock();
        }
    }

    int count() {
        return all().size();
    }

    T await(String what, Predicate<T> wanted) {
        return awaitAfter(0, what, wanted);
    }

    /** Waits for the first item that fits from position {@code from} on. */
    T awaitAfter(int from, String what, Predicate<T> wanted) {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
            for (int i = from;;) {
                for (; i < items.size(); i++) {
                    if (wanted.test(items.get(i))) {
                        return items.get(i);
                    }
                }
                if (left <= 0) {
                    return fail(what + " did not come; seen: " + items);
                }
                left = added.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail("interrupted");
        } finally {
            lock.unlock();
        }
    }
}
