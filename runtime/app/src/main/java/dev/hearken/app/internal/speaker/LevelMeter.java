package dev.hearken.app.internal.speaker;

/** How loud the microphone is, and whether it is dead. One thread writes, any reads; no allocation. */
final class LevelMeter {

    private static final int WINDOW = 16_000;
    private static final double FULL_SCALE = 32768.0 * 32768.0;
    /** Even a quiet room gives some non-zero sample within 10 s; a dead codec gives none. */
    private static final long DEAD_AFTER = 160_000;
    private static final double FLOOR_DB = -120;

    private long squares;
    private int counted;
    private long zeros;
    private volatile double levelDb = FLOOR_DB;

    void accept(short[] pcm, int length) {
        for (int i = 0; i < length; i++) {
            int sample = pcm[i];
            squares += (long) sample * sample;
            zeros = sample == 0 ? zeros + 1 : 0;
        }
        counted += length;
        if (counted >= WINDOW) {
            double mean = (double) squares / counted / FULL_SCALE;
            levelDb = mean <= 1e-12 ? FLOOR_DB : 10 * Math.log10(mean);
            squares = 0;
            counted = 0;
        }
    }

    /** Whether nothing but digital silence has come for ten seconds. The writing thread. */
    boolean dead() {
        return zeros >= DEAD_AFTER;
    }

    /** Power of the last second, in dB against full scale; -120 for silence. Any thread. */
    double levelDb() {
        return levelDb;
    }
}
