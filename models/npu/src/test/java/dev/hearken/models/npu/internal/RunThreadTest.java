package dev.hearken.models.npu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunThreadTest {

    private static final ModelEntry ENTRY = new ModelEntry("recognizer", "phones", "rknn", Path.of("phones.rknn"), List.of(), List.of(), Map.of());
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final AtomicInteger freed = new AtomicInteger();

    private RunThread thread(Runnable once) {
        return new RunThread(ENTRY, once, freed::incrementAndGet, LONGEST);
    }

    @Test
    void shouldRunAndGiveBack() {
        AtomicInteger runs = new AtomicInteger();
        RunThread thread = thread(runs::incrementAndGet);
        thread.run();
        thread.run();
        thread.close();
        assertEquals(2, runs.get());
        assertEquals(1, freed.get());
        assertTrue(assertThrows(ModelException.class, thread::run).getMessage().contains("closed"));
    }

    @Test
    void shouldNotTakeABreakdownForAHang() {
        RunThread thread = thread(() -> {
            throw new UnsatisfiedLinkError("rknn_run");
        });
        ModelException broken = assertThrows(ModelException.class, thread::run);
        assertTrue(broken.getMessage().contains("broke down") && broken.getMessage().contains("rknn_run"), broken.getMessage());
        assertTrue(assertThrows(ModelException.class, thread::run).getMessage().contains("lost"));
        thread.close();
        assertEquals(1, freed.get(), "the memory comes back all the same");
    }
}
