package dev.hearken.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.audio.AudioSource;
import dev.hearken.audio.FrameClock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SceneSourceTest {

    private final Scene scene = new SceneMaker().make(new SceneRecipe(SceneArrays.LINEAR_2.geometry(), 0, 1, 0.2, SceneRecipe.NONE, SceneRecipe.NONE,
        40, 0.1, 0.1, Optional.empty(), 1), new float[] {0.1f, 0.3f, -0.2f, 0.5f, -0.4f}, new float[] {0}, List.of(), new float[] {0});

    @Test
    void shouldDeliverMicrophonesAndReferenceAndThenEnd() {
        SceneSource source = SceneSource.of(scene);
        assertEquals(3, source.format().channels());
        short[] period = new short[256 * 3];
        short[] all = scene.interleaved();
        int at = 0;
        for (int frames = source.read(period, 0, 256); frames != AudioSource.END; frames = source.read(period, 0, 256)) {
            for (int i = 0; i < frames * 3; i++) {
                assertEquals(all[at * 3 + i], period[i]);
            }
            at += frames;
        }
        assertEquals(scene.length(), at);
        assertEquals(AudioSource.END, source.read(period, 0, 256));
    }

    @Test
    void shouldKeepThePaceOfItsClock() {
        long[] now = {1_000};
        FrameClock clock = new FrameClock() {
            @Override
            public long nanoTime() {
                return now[0];
            }

            @Override
            public void awaitNanos(long nanoTime) {
                now[0] = Math.max(now[0], nanoTime);
            }
        };
        SceneSource source = SceneSource.paced(scene, clock);
        source.read(new short[256 * 3], 0, 256);
        assertEquals(1_000, source.captureNanos());
        assertEquals(1_000 + 16_000_000, now[0]);
    }

    @Test
    void shouldEndWhenClosed() {
        SceneSource source = SceneSource.of(scene);
        source.close();
        assertTrue(source.read(new short[256 * 3], 0, 256) == AudioSource.END);
    }
}
