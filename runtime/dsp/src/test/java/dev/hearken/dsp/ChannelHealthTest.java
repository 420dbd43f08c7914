package dev.hearken.dsp;

import static dev.hearken.dsp.ChannelHealth.Finding.CLIPPED;
import static dev.hearken.dsp.ChannelHealth.Finding.DEAD;
import static dev.hearken.dsp.ChannelHealth.Finding.SILENT;
import static dev.hearken.dsp.ChannelHealth.Finding.SOUND;
import static dev.hearken.dsp.ChannelHealth.Finding.SWAPPED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ChannelHealthTest {

    @Test
    void shouldFindDeadSilentAndClippedChannels() {
        ChannelHealth health = new ChannelHealth(4);
        float[][] sound = {Sounds.noise(1, 16_000, 0.1), new float[16_000], Sounds.noise(2, 16_000, 0.002), Sounds.noise(3, 16_000, 0.1)};
        for (int i = 0; i < 200; i++) {
            sound[3][i * 80] = -1f;
        }
        boolean changed = false;
        for (int second = 0; second < 12; second++) {
            changed |= health.accept(sound, 16_000);
        }
        assertTrue(changed);
        assertEquals(SOUND, health.finding(0));
        assertEquals(DEAD, health.finding(1));
        assertEquals(SILENT, health.finding(2));
        assertEquals(CLIPPED, health.finding(3));
    }

    @Test
    void shouldTakeAFindingBackWhenTheChannelIsRightAgain() {
        ChannelHealth health = new ChannelHealth(2);
        float[] good = Sounds.noise(1, 16_000, 0.1);
        for (int second = 0; second < 11; second++) {
            health.accept(new float[][] {good, new float[16_000]}, 16_000);
        }
        assertEquals(DEAD, health.finding(1));
        assertTrue(health.accept(new float[][] {good, good}, 16_000));
        assertEquals(SOUND, health.finding(1));
    }

    @Test
    void shouldNotCallAQuietRoomSilent() {
        ChannelHealth health = new ChannelHealth(3);
        float[][] quiet = {Sounds.noise(1, 16_000, 1e-4), Sounds.noise(2, 16_000, 2e-4), Sounds.noise(3, 16_000, 1e-4)};
        for (int second = 0; second < 30; second++) {
            assertFalse(health.accept(quiet, 16_000));
        }
    }

    @Test
    void shouldNoticeSwappedNeighboursByTheDirectionOfWhatIsSaid() {
        ArrayGeometry array = Sounds.circle(6, 0.0425);
        ChannelHealth health = new ChannelHealth(6);
        for (int word = 0; word < 3; word++) {
            float[][] sound = Sounds.planeWave(array, Sounds.noise(word, 16_000, 0.1), 77 * word);
            float[] first = sound[1];
            sound[1] = sound[2];
            sound[2] = first;
            DirectionFinder finder = new DirectionFinder(array);
            DirectionFinderTest.listen(finder, sound);
            health.compare(finder, 60, 60);
        }
        assertEquals(SWAPPED, health.finding(1));
        assertEquals(SWAPPED, health.finding(2));
        assertEquals(SOUND, health.finding(4));
    }

    @Test
    void shouldFindNothingSwappedWhereNothingIs() {
        ArrayGeometry array = Sounds.circle(4, 0.032);
        ChannelHealth health = new ChannelHealth(4);
        for (int word = 0; word < 5; word++) {
            DirectionFinder finder = new DirectionFinder(array);
            DirectionFinderTest.listen(finder, Sounds.planeWave(array, Sounds.noise(word, 16_000, 0.1), 50 * word));
            assertFalse(health.compare(finder, 60, 60));
        }
    }
}
