package dev.hearken.drivers.panel;

import java.util.Arrays;

/**
 * Turns a scene and a time into colours; nothing else comes into it. Allocates nothing.
 *
 * @param count        lights
 * @param ring         whether they stand in a ring, hence have directions
 * @param firstDegrees direction of the first one
 * @param clockwise    whether the following ones lie clockwise, seen from above
 */
public record LightPatterns(int count, boolean ring, double firstDegrees, boolean clockwise) {

    static final int WHITE = 0x808080;
    static final int BLUE = 0x0060ff;
    static final int DIM_BLUE = 0x000c20;
    static final int CYAN = 0x00ffc0;
    static final int GREEN = 0x00ff00;
    static final int RED = 0xff0000;
    static final int ORANGE = 0xff6000;
    static final int YELLOW = 0xffc000;

    private static final long ROUND_MILLIS = 1_200;
    private static final long BREATH_MILLIS = 1_600;
    private static final double LEAST_BREATH = 0.25;
    private static final long FAULT_MILLIS = 2_000;
    private static final long FLASH_MILLIS = 200;
    private static final long RING_MILLIS = 1_000;
    private static final double FULL_CIRCLE = 360;
    /** Of the beam of light, to either side, in lights. */
    private static final double BEAM_LIGHTS = 1.5;

    /**
     * @param millis since the scene began
     * @param rgb    receives {@code count} colours as 0xRRGGBB
     */
    public void render(Scene scene, long millis, int[] rgb) {
        switch (scene.pattern()) {
            case IDLE -> Arrays.fill(rgb, 0, count, 0);
            case BOOT -> run(millis, 1, WHITE, rgb);
            case LISTENING -> listen(scene.degrees(), rgb);
            case THINKING -> run(millis, 2, CYAN, rgb);
            case SPEAKING -> Arrays.fill(rgb, 0, count, scaled(GREEN, breath(millis)));
            case MUTED -> Arrays.fill(rgb, 0, count, RED);
            case FAULT -> Arrays.fill(rgb, 0, count, millis % FAULT_MILLIS < FLASH_MILLIS ? ORANGE : 0);
            case TIMER -> Arrays.fill(rgb, 0, count, millis % RING_MILLIS < RING_MILLIS / 2 ? YELLOW : 0);
        }
    }

    /** Runners at even distances; fewer than three lights blink instead, for on them nothing can run. */
    private void run(long millis, int runners, int colour, int[] rgb) {
        Arrays.fill(rgb, 0, count, 0);
        if (count <= runners) {
            Arrays.fill(rgb, 0, count, millis % ROUND_MILLIS < ROUND_MILLIS / 2 ? colour : 0);
            return;
        }
        int head = (int) (millis % ROUND_MILLIS * count / ROUND_MILLIS);
        for (int i = 0; i < runners; i++) {
            rgb[(head + i * count / runners) % count] = colour;
        }
    }

    private void listen(double degrees, int[] rgb) {
        if (!ring || count < 3 || Double.isNaN(degrees)) {
            Arrays.fill(rgb, 0, count, BLUE);
            return;
        }
        double step = FULL_CIRCLE / count;
        for (int i = 0; i < count; i++) {
            double own = firstDegrees + (clockwise ? -i : i) * step;
            double apart = Math.abs(Math.IEEEremainder(degrees - own, FULL_CIRCLE));
            double share = Math.max(0, 1 - apart / (BEAM_LIGHTS * step));
            rgb[i] = share == 0 ? DIM_BLUE : mixed(DIM_BLUE, BLUE, share);
        }
    }

    private static double breath(long millis) {
        double phase = (double) (millis % BREATH_MILLIS) / BREATH_MILLIS;
        double triangle = phase < 0.5 ? 2 * phase : 2 - 2 * phase;
        return LEAST_BREATH + (1 - LEAST_BREATH) * triangle;
    }

    /** Every colour times a share of 0..1. */
    public static int scaled(int rgb, double share) {
        return mixed(0, rgb, share);
    }

    private static int mixed(int from, int to, double share) {
        return part(from, to, share, 16) | part(from, to, share, 8) | part(from, to, share, 0);
    }

    private static int part(int from, int to, double share, int shift) {
        int a = from >> shift & 0xff;
        int b = to >> shift & 0xff;
        return (int) Math.round(a + share * (b - a)) << shift;
    }
}
