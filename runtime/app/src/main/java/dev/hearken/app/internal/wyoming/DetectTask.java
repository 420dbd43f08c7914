package dev.hearken.app.internal.wyoming;

import dev.hearken.speech.WakeWordDetector;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Listens for wake words in the sound of a client; goes on after a detection until the sound ends. */
final class DetectTask implements AudioTask {

    private final WyomingEngines engines;
    private final List<String> names;
    private final Consumer<WyomingEvent> out;
    private @Nullable WakeWordDetector detector;
    private boolean detected;
    private boolean done;

    /** @param names the phrases that are wanted; empty = all */
    DetectTask(WyomingEngines engines, List<String> names, Consumer<WyomingEvent> out) {
        this.engines = engines;
        this.names = names;
        this.out = out;
    }

    @Override
    public void begin() {
        detector = engines.detector().get();
    }

    @Override
    public void audio(short[] pcm) {
        WakeWordDetector.Detection found = detector == null ? null : detector.accept(pcm, 0, pcm.length);
        if (found != null && (names.isEmpty() || names.contains(found.phrase()))) {
            detected = true;
            out.accept(WyomingEvent.of("detection", new JsonObject().put("name", found.phrase()).put("timestamp", found.endSample() / 16)));
        }
    }

    @Override
    public void end() {
        if (!detected && !done) {
            out.accept(WyomingEvent.of("not-detected"));
        }
        done = true;
    }

    @Override
    public boolean done() {
        return done;
    }

    @Override
    public void close() {
        if (detector != null) {
            detector.close();
            detector = null;
        }
    }
}
