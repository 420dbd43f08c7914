package dev.hearken.app.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class UpdaterThreadTest {

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicInteger steps = new AtomicInteger();

    /** Fails as a step may, one after the other, then works. */
    private boolean step() {
        int number = steps.incrementAndGet();
        done.add("step " + number);
        switch (number) {
            case 1 -> throw new IllegalStateException("the disk is strange");
            case 2 -> throw new OutOfMemoryError("for a moment");
            case 3 -> throw new NoClassDefFoundError("a release without it");
            default -> { }
        }
        return false;
    }

    @Test
    void shouldGoOnAfterWhateverGoesWrongInAStep() {
        try (UpdaterThread thread = new UpdaterThread(this::step, () -> done.add("end"))) {
            thread.start();
            while (steps.get() < 4) {
                thread.wake();
                Thread.onSpinWait();
            }
        }
        assertEquals(List.of("step 1", "step 2", "step 3", "step 4"), done.subList(0, 4));
        assertEquals(1, done.stream().filter("end"::equals).count());
        assertEquals("end", done.get(done.size() - 1));
    }

    @Test
    void shouldTakeAStepAtOnceWhereThereIsMoreToDo() throws InterruptedException {
        CountDownLatch many = new CountDownLatch(10_000);
        try (UpdaterThread thread = new UpdaterThread(() -> {
            many.countDown();
            return true;
        }, () -> done.add("end"))) {
            thread.start();
            many.await();
        }
        assertEquals(List.of("end"), done);
    }

    @Test
    void shouldInterruptAStepThatWaitsAndEndInOrder() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        UpdaterThread thread = new UpdaterThread(() -> {
            waiting.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        }, () -> done.add("end, interrupted: " + Thread.currentThread().isInterrupted()));
        thread.start();
        waiting.await();
        thread.close();
        assertEquals(List.of("end, interrupted: false"), done);
    }

    @Test
    void shouldEndWhatNeverBegan() {
        new UpdaterThread(this::step, () -> done.add("end")).close();
        assertEquals(List.of("end"), done);
    }
}
