package dev.hearken.app.internal.wyoming;

import dev.hearken.app.internal.message.Clip;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects the sound of a client and has it played. */
final class PlayTask implements AudioTask {

    /** One minute; what goes beyond is cut. */
    private static final int MOST_SAMPLES = 60 * WyomingSounds.SAMPLE_RATE;

    private final WyomingSounds sounds;
    private final Consumer<WyomingEvent> out;
    private final List<short[]> parts = new ArrayList<>();
    private int samples;
    private boolean done;

    PlayTask(WyomingSounds sounds, Consumer<WyomingEvent> out) {
        this.sounds = sounds;
        this.out = out;
    }

    @Override
    public int sampleRate() {
        return WyomingSounds.SAMPLE_RATE;
    }

    @Override
    public void begin(EngineRoom.Lease engines) {
        engines.close();   // It plays without.
    }

    @Override
    public void audio(short[] pcm) {
        if (samples + pcm.length <= MOST_SAMPLES) {
            parts.add(pcm);
            samples += pcm.length;
        }
    }

    @Override
    public void end() {
        if (done) {
            return;
        }
        done = true;
        short[] all = new short[samples];
        int at = 0;
        for (short[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        sounds.play(new Clip(all), () -> out.accept(WyomingEvent.of("played")));
    }

    @Override
    public boolean done() {
        return done;
    }

    @Override
    public void close() {
        parts.clear();
    }
}
