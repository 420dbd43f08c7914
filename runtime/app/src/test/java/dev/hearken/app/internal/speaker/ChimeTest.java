package dev.hearken.app.internal.speaker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.app.internal.message.Clip;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.api.Test;

class ChimeTest {

    @ParameterizedTest
    @EnumSource
    void shouldBeShortAndBeginAndEndInSilenceWithoutClipping(Chime chime) {
        short[] sound = chime.sound(1).samples();
        assertTrue(sound.length > Clip.SAMPLE_RATE / 10 && sound.length < Clip.SAMPLE_RATE, chime + " has " + sound.length + " samples");
        assertTrue(Math.abs(sound[0]) < 10 && Math.abs(sound[sound.length - 1]) < 10, "no click at its edges");
        int loudest = 0;
        for (short sample : sound) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        assertEquals(0.4 * Short.MAX_VALUE, loudest, 2);
    }

    @ParameterizedTest
    @EnumSource
    void shouldObeyItsVolume(Chime chime) {
        short[] loud = chime.sound(1).samples();
        short[] soft = chime.sound(0.25).samples();
        for (int i = 0; i < loud.length; i++) {
            assertEquals(loud[i] * 0.25, soft[i], 1);
        }
        assertArrayEquals(new short[loud.length], chime.sound(0).samples());
    }

    @Test
    void shouldTellOneFromAnother() {
        Set<Integer> different = new HashSet<>();
        for (Chime chime : Chime.values()) {
            different.add(Arrays.hashCode(chime.sound(1).samples()));
        }
        assertEquals(Chime.values().length, different.size());
    }
}
