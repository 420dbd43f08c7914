package dev.hearken.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.4, 0.6})
    void shouldReverberateAsLongAsAskedFor(double rt60) {
        Room room = Room.withReverberation(rt60);
        float[] response = room.responses(new Point(2, 2, 1.2), List.of(new Point(5, 4, 1)), 0.9 * rt60 + 0.1)[0];
        assertEquals(rt60, Room.measuredRt60(response), 0.25 * rt60);
    }

    @Test
    void shouldBringTheDirectSoundFirstAndByDistance() {
        Room room = Room.withReverberation(0.3);
        Point source = new Point(2, 3, 1);
        float[][] responses = room.responses(source, List.of(new Point(4, 3, 1), new Point(3, 3, 1)), 0.3);
        int far = loudest(responses[0]);
        int near = loudest(responses[1]);
        assertEquals(2 / Room.SPEED_OF_SOUND * Room.RATE, far, 1.5);
        assertEquals(1 / Room.SPEED_OF_SOUND * Room.RATE, near, 1.5);
        assertTrue(Math.abs(responses[1][near]) > 1.6 * Math.abs(responses[0][far]));
    }

    private static int loudest(float[] response) {
        int best = 0;
        for (int i = 0; i < response.length; i++) {
            best = Math.abs(response[i]) > Math.abs(response[best]) ? i : best;
        }
        return best;
    }
}
