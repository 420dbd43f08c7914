package dev.hearken.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScoreTest {

    @Test
    void shouldNotCareForScale() {
        float[] wanted = {0.1f, -0.3f, 0.5f, -0.2f, 0.4f, -0.5f};
        float[] output = {0.21f, -0.58f, 1.0f, -0.42f, 0.8f, -1.0f};
        float[] louder = output.clone();
        for (int i = 0; i < louder.length; i++) {
            louder[i] *= 7;
        }
        assertEquals(Score.siSdr(output, wanted, 0, 6), Score.siSdr(louder, wanted, 0, 6), 1e-4);
    }

    @Test
    void shouldGiveTheRatioOfUncorrelatedParts() {
        float[] wanted = new float[16_000];
        float[] output = new float[16_000];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = (float) Math.sin(2 * Math.PI * i / 100);
            output[i] = wanted[i] + (float) (0.1 * Math.sin(2 * Math.PI * i / 40));
        }
        assertEquals(20, Score.siSdr(output, wanted, 0, 16_000), 0.01);
    }

    @Test
    void shouldMeasureAnglesTheShortWay() {
        assertEquals(20, Score.angleError(350, 10, false), 1e-9);
        assertEquals(0, Score.angleError(290, 70, true), 1e-9);
    }
}
