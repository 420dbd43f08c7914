package dev.hearken.app.internal.speaker;

/** What the speaker hears, for those who look on: 16 kHz mono by absolute sample number, as long as it is kept (16 s). Any thread. */
public interface Ear {

    int SAMPLE_RATE = 16_000;

    /** Number of the next sample to come. */
    long head();

    /** First sample that can still be read for certain within the next {@code margin} samples. */
    long oldest(int margin);

    /** Copies samples from {@code from} on; how many, 0 if none are there yet, or -1 if they are no longer kept. */
    int read(long from, short[] pcm, int offset, int length);

    /** Power of the last second, in dB against full scale. */
    double levelDb();

    /** Newest probability of speech, 0..1. */
    float speechProbability();
}
