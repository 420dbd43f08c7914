package dev.hearken.update;

import java.util.List;
import java.util.Locale;

/**
 * Signed recordings that a pack must understand on the very board before it is used, and what that may cost.
 *
 * @param recordings at least one
 */
public record Golden(List<Recording> recordings, Limits limits) {

    public Golden {
        recordings = List.copyOf(recordings);
    }

    /** What must come out of a recording. */
    public enum Expectation {
        /** The recogniser, on the shipped vocabulary and the release's sentences, gives exactly this text and does not reject it. */
        TRANSCRIPT,
        /** The recogniser rejects it. */
        REJECTED,
        /** The detector fires for the phrase, once. */
        WAKE,
        /** The detector does not fire for the phrase. */
        NO_WAKE;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * @param path     of the sound file, 16 kHz mono
     * @param expected what must come out
     * @param text     the transcript or the phrase; empty for {@link Expectation#REJECTED}
     */
    public record Recording(String path, ContentId content, Expectation expected, String text) {
    }

    /**
     * @param latencyMillis 95th percentile, over the recordings, of the time from the last sample handed over to the transcript
     * @param cpuPercent    processor time against the length of the recordings
     * @param memoryMiB     the most the child process had in RAM
     * @param mistakes      recordings that may come out wrong
     * @param fallbacks     models that may run on another back end than the one they are made for, where those in use do not
     */
    public record Limits(int latencyMillis, int cpuPercent, int memoryMiB, int mistakes, int fallbacks) {

        /** No model may fall back. */
        public Limits(int latencyMillis, int cpuPercent, int memoryMiB, int mistakes) {
            this(latencyMillis, cpuPercent, memoryMiB, mistakes, 0);
        }
    }
}
