package dev.hearken.drivers.panel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearken.drivers.panel.Scene.Pattern;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LightPatternsTest {

    private static final LightPatterns RING = new LightPatterns(12, true, 90, true);

    private static int[] at(LightPatterns patterns, Scene scene, long millis) {
        int[] rgb = new int[patterns.count()];
        patterns.render(scene, millis, rgb);
        return rgb;
    }

    private static int[] all(int count, int colour) {
        int[] rgb = new int[count];
        java.util.Arrays.fill(rgb, colour);
        return rgb;
    }

    @Test
    void shouldShowTheMuteRedAndSteady() {
        for (long millis = 0; millis < 5_000; millis += 37) {
            assertArrayEquals(all(12, 0xff0000), at(RING, Scene.of(Pattern.MUTED), millis));
        }
        assertArrayEquals(all(12, 0), at(RING, Scene.IDLE, 1_234));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "99, 0", "100, 1", "650, 6", "1199, 11", "1200, 0"})
    void shouldRunOneLightRoundWhileItStarts(long millis, int lit) {
        int[] expected = new int[12];
        expected[lit] = 0x808080;
        assertArrayEquals(expected, at(RING, Scene.of(Pattern.BOOT), millis));
    }

    @Test
    void shouldRunTwoOppositeLightsWhileItThinks() {
        int[] expected = new int[12];
        expected[4] = 0x00ffc0;
        expected[10] = 0x00ffc0;
        assertArrayEquals(expected, at(RING, Scene.of(Pattern.THINKING), 450));
        assertArrayEquals(all(2, 0x00ffc0), at(new LightPatterns(2, false, 0, true), Scene.of(Pattern.THINKING), 0), "two lights blink");
        assertArrayEquals(all(2, 0), at(new LightPatterns(2, false, 0, true), Scene.of(Pattern.THINKING), 600));
    }

    @ParameterizedTest
    @CsvSource({"0, 0x004000", "400, 0x009f00", "800, 0x00ff00", "1200, 0x009f00", "1600, 0x004000"})
    void shouldBreatheWhileItSpeaks(long millis, String colour) {
        assertEquals(Integer.toHexString(Integer.decode(colour)), Integer.toHexString(at(RING, Scene.of(Pattern.SPEAKING), millis)[7]));
    }

    @Test
    void shouldFlashForAFaultAndBlinkForATimer() {
        assertArrayEquals(all(12, 0xff6000), at(RING, Scene.of(Pattern.FAULT), 2_199));
        assertArrayEquals(all(12, 0), at(RING, Scene.of(Pattern.FAULT), 2_200));
        assertArrayEquals(all(12, 0xffc000), at(RING, Scene.of(Pattern.TIMER), 1_499));
        assertArrayEquals(all(12, 0), at(RING, Scene.of(Pattern.TIMER), 1_500));
    }

    /** The first light is at 90 degrees and they go clockwise: at 60 degrees stands the second, at 0 the fourth. */
    @ParameterizedTest
    @CsvSource({"90, 0", "60, 1", "0, 3", "-90, 6", "270, 6", "120, 11", "450, 0"})
    void shouldPointAtTheTalker(double degrees, int brightest) {
        int[] rgb = at(RING, new Scene(Pattern.LISTENING, degrees), 0);
        assertEquals(0x0060ff, rgb[brightest]);
        // One light beside it is a third as bright above the rest: 1 - 30 / 45.
        assertEquals(LightPatterns.DIM_BLUE + (28 << 8) + 74, rgb[(brightest + 1) % 12]);
        assertEquals(rgb[(brightest + 1) % 12], rgb[(brightest + 11) % 12]);
        assertEquals(LightPatterns.DIM_BLUE, rgb[(brightest + 2) % 12]);
        assertEquals(LightPatterns.DIM_BLUE, rgb[(brightest + 6) % 12]);
    }

    @Test
    void shouldPointTheOtherWayRoundACounterClockwiseRing() {
        assertEquals(0x0060ff, at(new LightPatterns(12, true, 0, false), new Scene(Pattern.LISTENING, 60), 0)[2]);
    }

    @Test
    void shouldBeAllBlueWhereNoDirectionCanBeShown() {
        assertArrayEquals(all(12, 0x0060ff), at(RING, Scene.of(Pattern.LISTENING), 0));
        assertArrayEquals(all(3, 0x0060ff), at(new LightPatterns(3, false, 0, true), new Scene(Pattern.LISTENING, 40), 0), "a bar");
    }

    @ParameterizedTest
    @EnumSource(Pattern.class)
    void shouldStandStillOrMoveAsThePatternSays(Pattern pattern) {
        List<Integer> colours = new ArrayList<>();
        for (long millis = 0; millis < 4_000; millis += 50) {
            colours.add(java.util.Arrays.hashCode(at(RING, Scene.of(pattern), millis)));
        }
        assertEquals(pattern.moving(), colours.stream().distinct().count() > 1);
    }

    @Test
    void shouldSendAFrameOnlyWhenAColourChanges() {
        ScriptedKernel kernel = new ScriptedKernel();
        ScriptedKernel.Node node = kernel.node("/dev/leds0");
        LightShow show = new LightShow(Ws281xLights.open(kernel, java.nio.file.Path.of("/dev/leds0"), 12), RING, 0.5);
        assertTrue(show.show(Scene.IDLE, 0), "whatever was there before goes dark");
        for (long now = 10; now < 1_000; now += 10) {
            assertFalse(show.show(Scene.IDLE, now));
        }
        assertTrue(show.show(Scene.of(Pattern.MUTED), 1_000));
        assertFalse(show.show(Scene.of(Pattern.MUTED), 9_000));
        assertEquals(2, node.written.size());
        for (long now = 10_000; now < 11_200; now += 10) {
            show.show(Scene.of(Pattern.THINKING), now);
        }
        assertEquals(2 + 12, node.written.size(), "twelve positions in one round, though asked 120 times");
        assertEquals((byte) 0x80, node.written.get(1)[0], "red at half brightness");
        show.close();
        assertArrayEquals(new byte[48], node.written.get(14), "dark at the end");
        assertEquals(0, kernel.openFiles());
    }
}
