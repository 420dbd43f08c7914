package dev.hearken.speech;

/** Speaks text. One thread. */
public interface SpeechSynthesizer extends AutoCloseable {

    /** Of the samples that {@link Utterance#read} delivers, in Hz, mono. */
    int sampleRate();

    /**
     * Begins to speak. Any text is allowed: what cannot be spoken is skipped, no input makes it fail or loop.
     */
    Utterance speak(String text, Settings settings);

    @Override
    void close();

    /** Sound in the making: each read computes as much as it delivers, so the first one returns before the sentence is done. */
    interface Utterance extends AutoCloseable {

        /** Returned by {@link #read} when all has been said. */
        int END = -1;

        /** Copies up to {@code length} samples and returns how many, at least 1, or {@link #END}. */
        int read(short[] pcm, int offset, int length);

        @Override
        void close();
    }

    /**
     * Factors, 1 = as trained.
     *
     * @param rate   speaking rate, 0.5..2
     * @param pitch  0.5..2
     * @param volume 0..2
     */
    record Settings(double rate, double pitch, double volume) {
        public static final Settings NORMAL = new Settings(1, 1, 1);
    }
}
