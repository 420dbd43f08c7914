package dev.hearken.app.internal.speaker;

import java.util.Arrays;

/**
 * The last seconds of what the speaker hears: 16 kHz mono, addressed by absolute sample number. One thread writes and never
 * waits, one other reads from wherever an utterance begins, which may lie in the past (pre-roll). A reader that is too slow
 * notices that its samples were overwritten. No allocation, no lock (the principle of Agrona's broadcast buffer).
 */
final class UtteranceRing {

    /** Returned by {@link #read} when the samples asked for have been overwritten. */
    static final int OVERWRITTEN = -1;

    private final MuteGate gate;
    private final short[] samples;
    private final int mask;
    /** Next sample to be written; samples before it are readable. Published by the writer after copying. */
    private volatile long head;
    /** Everything before {@code intent - capacity} may be overwritten right now. Published before copying. */
    private volatile long intent;
    private volatile boolean ended;

    /** A ring that everybody may read at any time. */
    UtteranceRing(int capacity) {
        this(capacity, new MuteGate());
    }

    /**
     * @param capacity samples kept, a power of two
     * @param gate     while it is closed readers get zeros
     */
    UtteranceRing(int capacity, MuteGate gate) {
        this.gate = gate;
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity must be a power of two: " + capacity);
        }
        samples = new short[capacity];
        mask = capacity - 1;
    }

    int capacity() {
        return samples.length;
    }

    /** Number of samples written so far. */
    long head() {
        return head;
    }

    /** Writer: appends at most a ring's length of samples. */
    void write(short[] pcm, int offset, int length) {
        long at = head;
        intent = at + length;
        java.lang.invoke.VarHandle.fullFence();
        int start = (int) (at & mask);
        int first = Math.min(length, samples.length - start);
        System.arraycopy(pcm, offset, samples, start, first);
        System.arraycopy(pcm, offset + first, samples, 0, length - first);
        head = at + length;
    }

    /** Writer: appends silence, at most a ring's length, to stand for sound that was lost. */
    void writeSilence(int length) {
        long at = head;
        intent = at + length;
        java.lang.invoke.VarHandle.fullFence();
        int start = (int) (at & mask);
        int first = Math.min(length, samples.length - start);
        Arrays.fill(samples, start, start + first, (short) 0);
        Arrays.fill(samples, 0, length - first, (short) 0);
        head = at + length;
    }

    /** Writer: forgets what it holds; positions stay, zeros are read from them. */
    void erase() {
        Arrays.fill(samples, (short) 0);
    }

    /** Writer: no more sound will come. */
    void end() {
        ended = true;
    }

    /** Whether the writer has ended and everything up to {@code position} has been read. */
    boolean endedAt(long position) {
        return ended && position >= head;
    }

    /** First sample that can still be read for certain, given {@code margin} samples of further writing. */
    long oldest(int margin) {
        return Math.max(0, head - samples.length + margin);
    }

    /** Reader: copies samples from absolute position {@code from} on; the number copied, 0 if none are there yet, or {@link #OVERWRITTEN}. */
    int read(long from, short[] pcm, int offset, int length) {
        int count = (int) Math.min(length, head - from);
        if (count <= 0) {
            return 0;
        }
        if (intent - from > samples.length) {
            return OVERWRITTEN;
        }
        int start = (int) (from & mask);
        int first = Math.min(count, samples.length - start);
        System.arraycopy(samples, start, pcm, offset, first);
        System.arraycopy(samples, 0, pcm, offset + first, count - first);
        if (gate.closed()) {
            Arrays.fill(pcm, offset, offset + count, (short) 0);
        }
        java.lang.invoke.VarHandle.fullFence();
        return intent - from > samples.length ? OVERWRITTEN : count;
    }
}
