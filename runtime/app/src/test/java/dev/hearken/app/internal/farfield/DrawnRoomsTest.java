package dev.hearken.app.internal.farfield;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.farfield.DrawnRooms.Listener;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DrawnRoomsTest {

    private static final int RATE = 16_000;

    /** Bursts of noise, a third of a second each, with pauses between: as uneven as speech. */
    private static float[] bursts(int seconds, long seed) {
        Random random = new Random(seed);
        float[] sound = new float[seconds * RATE];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = i / (RATE / 3) % 2 == 0 ? (float) (0.1 * random.nextGaussian()) : 0;
        }
        return sound;
    }

    private static DrawnRooms rooms(long seed) {
        return rooms(Listener.RECOGNIZER, seed);
    }

    private static DrawnRooms rooms(Listener listener, long seed) {
        return new DrawnRooms(List.of(bursts(3, 1), bursts(4, 2)), random -> bursts(2, random.nextLong()), listener, seed);
    }

    @Test
    void shouldMakeTheSameSoundOfTheSameSeedAndNumber() {
        short[] first = rooms(7).heard(bursts(2, 3), 5);
        DrawnRooms again = rooms(7);
        again.heard(bursts(1, 4), 4);
        assertArrayEquals(first, again.heard(bursts(2, 3), 5), "whatever was made before");
    }

    @Test
    void shouldGiveEachRecordingARoomOfItsOwn() {
        DrawnRooms rooms = rooms(7);
        short[] one = rooms.heard(bursts(2, 3), 0);
        assertFalse(Arrays.equals(one, rooms.heard(bursts(2, 3), 1)), "by number");
        assertFalse(Arrays.equals(one, rooms(8).heard(bursts(2, 3), 0)), "by seed");
    }

    @Test
    void shouldBeginShortlyBeforeTheTalkerAndEndShortlyAfter() {
        for (int number = 0; number < 6; number++) {
            short[] heard = rooms(3).heard(bursts(2, 3), number);
            assertEquals((2 + 0.9) * RATE, heard.length, 0.02 * RATE, "room " + number);
            assertTrue(loudest(heard, RATE / 2, 2 * RATE) > 300, "the talker is heard in room " + number);
        }
    }

    @Test
    void shouldLetAWakeWordBeHeardWithWhatWentBefore() {
        for (int number = 0; number < 6; number++) {
            short[] heard = rooms(Listener.WAKE_WORD, 3).heard(bursts(2, 3), number);
            assertEquals((Listener.WAKE_WORD.heardBefore() + 2 + 0.5) * RATE, heard.length, 0.02 * RATE, "room " + number);
            int begins = (int) (Listener.WAKE_WORD.heardBefore() * RATE);
            assertTrue(power(heard, begins, begins + RATE / 3) > power(heard, begins + RATE * 4 / 10, begins + RATE * 6 / 10),
                "the first burst is where it is said to be in room " + number);
        }
    }

    @Test
    void shouldRefuseListsThatAreMeasuredWith() {
        SharedSound measured = new SharedSound(Path.of("/nowhere"), SharedSound.Lists.TEST);
        assertThrows(IllegalArgumentException.class, () -> new DrawnRooms(measured, Listener.RECOGNIZER, 1));
    }

    @Test
    void shouldSayWhatIsMissingWithoutRecordings() {
        SharedSound nothing = new SharedSound(Path.of("/nowhere"), SharedSound.Lists.TRAIN);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new DrawnRooms(nothing, Listener.RECOGNIZER, 1)).getMessage().contains("HEARKEN_SHARED"));
    }

    private static double power(short[] sound, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) sound[i] * sound[i];
        }
        return sum / (to - from);
    }

    private static int loudest(short[] sound, int from, int to) {
        int loudest = 0;
        for (int i = from; i < to; i++) {
            loudest = Math.max(loudest, Math.abs(sound[i]));
        }
        return loudest;
    }
}
