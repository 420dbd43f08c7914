package dev.hearken.drivers.panel;

import java.util.Arrays;

/** Keeps lights showing a scene: renders, dims, and sends a frame only when a colour has changed. Belongs to one thread. */
public final class LightShow implements AutoCloseable {

    private final Lights lights;
    private final LightPatterns patterns;
    private final double brightness;
    private final int[] next;
    private final int[] shown;
    private Scene scene = Scene.of(Scene.Pattern.BOOT);
    private long sinceMillis;
    private boolean sent;

    /** @param brightness 0..1 */
    public LightShow(Lights lights, LightPatterns patterns, double brightness) {
        this.lights = lights;
        this.patterns = patterns;
        this.brightness = brightness;
        next = new int[lights.count()];
        shown = new int[lights.count()];
    }

    /**
     * @param now ms on any scale
     * @return whether a frame was sent
     * @throws PanelException if the lights are gone
     */
    public boolean show(Scene wanted, long now) {
        if (!wanted.equals(scene) || !sent) {
            scene = wanted;
            sinceMillis = now;
        }
        patterns.render(scene, now - sinceMillis, next);
        for (int i = 0; i < next.length; i++) {
            next[i] = LightPatterns.scaled(next[i], brightness);
        }
        if (sent && Arrays.equals(next, shown)) {
            return false;
        }
        lights.show(next);
        System.arraycopy(next, 0, shown, 0, next.length);
        sent = true;
        return true;
    }

    /** Dark, then given back. */
    @Override
    public void close() {
        try {
            Arrays.fill(next, 0);
            lights.show(next);
        } catch (PanelException e) {
            // What is gone is dark.
        } finally {
            lights.close();
        }
    }
}
