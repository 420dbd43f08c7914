package dev.hearken.app.internal.call;

import java.util.Arrays;

/**
 * Puts frames that come late, twice, in another order or not at all back into an even stream. Frame by frame:
 *
 * <table>
 * <caption>States</caption>
 * <tr><th>state</th><th>a frame is taken</th><th>next</th></tr>
 * <tr><td>filling</td><td>fewer than {@value #TARGET} wait: nothing sounds</td><td>filling</td></tr>
 * <tr><td>filling</td><td>{@value #TARGET} wait: the first of them</td><td>playing</td></tr>
 * <tr><td>playing</td><td>the next one is there: that</td><td>playing</td></tr>
 * <tr><td>playing</td><td>the next one is missing, later ones are there: it is lost, the one before it fades</td><td>playing</td></tr>
 * <tr><td>playing</td><td>nothing is there: the one before it fades</td><td>starved</td></tr>
 * <tr><td>starved</td><td>a frame is there: that</td><td>playing</td></tr>
 * <tr><td>starved</td><td>nothing is there, {@value #PATIENCE} times in a row</td><td>filling</td></tr>
 * </table>
 *
 * At most {@value #MOST} frames, 200 ms, wait: with more the oldest are dropped. Where more than needed have waited for two seconds one is dropped, so that a
 * burst does not delay what follows for ever. One thread; no allocation a frame.
 */
@SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
final class JitterBuffer {

    /** 80 ms. */
    static final int TARGET = 2;
    /** 200 ms. */
    static final int MOST = 5;
    static final int PATIENCE = 5;
    /** Frames in 2 s. */
    private static final int SETTLED = 50;
    /** Of a frame that is repeated in the place of one that is missing, and once more; then nothing. */
    private static final float[] FADE = {1f, 0.5f, 0f};

    /** Whether anything sounds. */
    enum State { FILLING, PLAYING, STARVED }

    private final ImaAdpcm decoder = new ImaAdpcm();
    private final short[][] frames = new short[MOST][SoundFrame.SAMPLES];
    private final int[] numbers = new int[MOST];
    private final boolean[] there = new boolean[MOST];
    private final short[] before = new short[SoundFrame.SAMPLES];
    private State state = State.FILLING;
    private boolean begun;
    private int next;
    private int missing;
    private int least = MOST;
    private int taken;

    // Since the start; one thread writes, any reads.
    private volatile long lost;
    private volatile long dropped;

    State state() {
        return state;
    }

    /** Frames that wait. */
    int waiting() {
        int count = 0;
        for (boolean one : there) {
            count += one ? 1 : 0;
        }
        return count;
    }

    /** Frames in whose place something else sounded; any thread. */
    long lost() {
        return lost;
    }

    /** Frames that came and did not sound: too late, twice, or too many; any thread. */
    long dropped() {
        return dropped;
    }

    void reset() {
        Arrays.fill(there, false);
        Arrays.fill(before, (short) 0);
        state = State.FILLING;
        begun = false;
        missing = 0;
        settle();
    }

    /** Takes a frame in; its sound begins at {@code offset}. */
    void offer(int number, byte[] bytes, int offset) {
        if (!begun) {
            begun = true;
            next = number;
        }
        int ahead = number - next;
        if (ahead < 0 && state == State.FILLING && ahead > -MOST) {
            // Nothing of this run has sounded yet: the one that came first was not the first.
            next = number;
            ahead = 0;
            dropBehind();
        }
        if (ahead < 0) {
            dropped = dropped + 1;
            return;
        }
        if (ahead >= MOST) {
            next = number - MOST + 1;
            dropBehind();
        }
        int slot = Math.floorMod(number, MOST);
        if (there[slot] && numbers[slot] == number) {
            dropped = dropped + 1;
            return;
        }
        decoder.decode(bytes, offset, frames[slot], SoundFrame.SAMPLES);
        numbers[slot] = number;
        there[slot] = true;
    }

    /** Drops what lies outside of the window from the next one on. */
    private void dropBehind() {
        for (int i = 0; i < MOST; i++) {
            int ahead = numbers[i] - next;
            if (there[i] && (ahead < 0 || ahead >= MOST)) {
                there[i] = false;
                dropped = dropped + 1;
            }
        }
    }

    /**
     * Gives what sounds next.
     *
     * @param out receives {@link SoundFrame#SAMPLES} samples
     * @return false if nothing sounds: then {@code out} is as before
     */
    boolean take(short[] out) {
        int waiting = waiting();
        if (state == State.FILLING) {
            if (waiting < TARGET) {
                return false;
            }
            skipToFirst();
        }
        if (waiting == 0) {
            starve();
            if (state == State.STARVED) {
                fade(out);
            }
            return state == State.STARVED;
        }
        state = State.PLAYING;
        shrink(waiting);
        int slot = Math.floorMod(next, MOST);
        next++;
        if (there[slot] && numbers[slot] == next - 1) {
            there[slot] = false;
            missing = 0;
            System.arraycopy(frames[slot], 0, out, 0, SoundFrame.SAMPLES);
            System.arraycopy(frames[slot], 0, before, 0, SoundFrame.SAMPLES);
        } else {
            lost = lost + 1;
            missing++;
            fade(out);
        }
        return true;
    }

    private void starve() {
        missing++;
        lost = lost + 1;
        state = missing > PATIENCE ? State.FILLING : State.STARVED;
        settle();
        if (state == State.FILLING) {
            missing = 0;
            begun = false;
            Arrays.fill(before, (short) 0);
        }
    }

    private void skipToFirst() {
        while (!(there[Math.floorMod(next, MOST)] && numbers[Math.floorMod(next, MOST)] == next)) {
            next++;
        }
        settle();
    }

    private void settle() {
        least = MOST;
        taken = 0;
    }

    private void shrink(int waiting) {
        least = Math.min(least, waiting);
        if (++taken < SETTLED) {
            return;
        }
        if (least > TARGET && there[Math.floorMod(next, MOST)]) {
            there[Math.floorMod(next, MOST)] = false;
            next++;
            dropped = dropped + 1;
        }
        settle();
    }

    /** The frame before, backwards and then forwards, so that nothing jumps, and ever more quietly. */
    private void fade(short[] out) {
        float from = FADE[Math.min(missing - 1, FADE.length - 1)];
        float to = FADE[Math.min(missing, FADE.length - 1)];
        boolean backwards = missing % 2 == 1;
        for (int i = 0; i < SoundFrame.SAMPLES; i++) {
            short sample = before[backwards ? SoundFrame.SAMPLES - 1 - i : i];
            out[i] = (short) (sample * (from + (to - from) * i / SoundFrame.SAMPLES));
        }
    }
}
