package dev.hearken.speech.internal.feature;

/** Takes frames of features or scores, one call a frame. */
@FunctionalInterface
public interface FrameSink {

    /** @param frame valid from {@code offset} on, during the call only */
    void frame(float[] frame, int offset);
}
