package dev.hearken.app.internal.wyoming;

import dev.hearken.speech.WakeWordDetector;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Listens for wake words in the sound of a client; goes on after a detection until the sound ends. */
final class DetectTask implements AudioTask {

    private final List<String> names;
    private final Consumer<WyomingEvent> out;
    private EngineRoom.@Nullable Lease lease;
    private @Nullable WakeWordDetector detector;
    private boolean detected;
    private boolean done;

    /** @param names the phrases that are wanted; empty = all */
    DetectTask(List<String> names, Consumer<WyomingEvent> out) {
        this.names = names;
        this.out = out;
    }

    @Override
    public void begin(EngineRoom.Lease leased) {
        lease = leased;
        detector = leased.engines().detector().get();
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
        if (lease != null) {
            lease.close();
            lease = null;
        }
        done = true;
    }
}
