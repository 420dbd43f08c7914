package dev.hearken.audio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Carries frames from one thread to one other without a lock, a wait or an allocation.
 *
 * <p>When the reader falls behind, the newest frames are dropped and counted (what is inside stays whole), and the place
 * is marked: the first {@link #read} behind it tells by {@link #gapFrames()} how many frames are missing there. With
 * every write goes the capture time of its first frame.
 *
 * <p>One thread calls the methods under "writer", one thread those under "reader"; any thread may look at the metrics.
 */
public final class PcmRing {

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final long NANOS = 1_000_000_000L;

    // Places in the counters, 128 bytes apart (adjacent-line prefetch): the two threads' counters never share a cache line.
    private static final int WRITTEN = 16;
    private static final int MARKS_WRITTEN = 17;
    private static final int HIGH_WATER = 18;
    private static final int DROPPED = 19;
    private static final int GAPS = 20;
    private static final int READ = 36;
    private static final int MARKS_READ = 37;
    private static final int COUNTERS = 54;
    private static final int MAX_MARKS = 256;

    // A mark: the frame before which it lies, the frames missing there, the capture time of the frame.
    private static final int MARK_POSITION = 0;
    private static final int MARK_GAP = 1;
    private static final int MARK_NANOS = 2;
    private static final int MARK_LONGS = 3;

    private final AudioFormat format;
    private final int capacity;
    private final short[] samples;
    private final long[] marks;
    private final int markMask;
    private final long[] counters = new long[COUNTERS];

    // Writer's own.
    private long pendingGap;

    // Reader's own.
    private long lastGap;
    private long nanosPosition;
    private long nanosThere;
    private long lastNanos;

    /**
     * @param format         rate (for time stamps) and channels of the frames
     * @param capacityFrames frames it can hold, at least
     */
    public PcmRing(AudioFormat format, int capacityFrames) {
        if (capacityFrames <= 0 || capacityFrames > 1 << 24) {
            throw new IllegalArgumentException("a ring holds 1 to " + (1 << 24) + " frames, not " + capacityFrames);
        }
        this.format = format;
        capacity = ceilingPowerOfTwo(capacityFrames);
        samples = new short[capacity * format.channels()];
        int markCount = Math.min(capacity, MAX_MARKS);
        markMask = markCount - 1;
        marks = new long[markCount * MARK_LONGS];
    }

    public AudioFormat format() {
        return format;
    }

    /** Frames it can hold: what was asked for, rounded up to a power of two. */
    public int capacityFrames() {
        return capacity;
    }

    // Writer.

    /**
     * Puts frames in; those for which there is no room are dropped, counted and marked.
     *
     * @param interleaved  samples, of which {@code frames * channels} from {@code offset} on are taken
     * @param captureNanos time at which the first of these frames reached the microphone
     * @return frames put in
     */
    public int write(short[] interleaved, int offset, int frames, long captureNanos) {
        long written = counters[WRITTEN];
        long read = (long) LONGS.getAcquire(counters, READ);
        int taken = (int) Math.min(frames, capacity - (written - read));
        if (taken > 0 && !mark(written, captureNanos)) {
            taken = 0;
        }
        if (taken > 0) {
            copyIn(interleaved, offset, taken, (int) (written & (capacity - 1)));
            LONGS.setRelease(counters, WRITTEN, written + taken);
            long fill = written + taken - read;
            if (fill > counters[HIGH_WATER]) {
                LONGS.setOpaque(counters, HIGH_WATER, fill);
            }
        }
        if (taken < frames) {
            gap(frames - taken);
            LONGS.setOpaque(counters, DROPPED, counters[DROPPED] + frames - taken);
        }
        return taken;
    }

    /** Marks that frames are missing before the next ones written, for a reason outside the ring. */
    public void gap(long frames) {
        pendingGap += frames;
    }

    // Reader.

    /**
     * Takes frames out; stops at a gap, so that {@link #gapFrames()} always stands before the first frame of a read.
     *
     * @return frames taken, 0 if there are none
     */
    public int read(short[] interleaved, int offset, int frames) {
        long read = counters[READ];
        long available = (long) LONGS.getAcquire(counters, WRITTEN) - read;
        lastGap = 0;
        int taken = (int) Math.min(frames, available);
        if (taken <= 0) {
            return 0;
        }
        taken = (int) Math.min(taken, passMarks(read, read + taken) - read);
        copyOut(interleaved, offset, taken, (int) (read & (capacity - 1)));
        LONGS.setRelease(counters, READ, read + taken);
        return taken;
    }

    /** Frames missing right before the first frame of the last read. */
    public long gapFrames() {
        return lastGap;
    }

    /** Time at which the first frame of the last read reached the microphone. */
    public long captureNanos() {
        return lastNanos;
    }

    /** Frames that can be read now. */
    public int availableFrames() {
        return (int) ((long) LONGS.getAcquire(counters, WRITTEN) - counters[READ]);
    }

    // Metrics, for any thread.

    /** Frames put in since the start. */
    public long framesWritten() {
        return (long) LONGS.getAcquire(counters, WRITTEN);
    }

    /** Frames taken out since the start. */
    public long framesRead() {
        return (long) LONGS.getAcquire(counters, READ);
    }

    /** The most frames that were ever inside. */
    public int highWaterFrames() {
        return (int) (long) LONGS.getOpaque(counters, HIGH_WATER);
    }

    /** Frames that found no room, since the start. */
    public long droppedFrames() {
        return (long) LONGS.getOpaque(counters, DROPPED);
    }

    /** Places at which frames are missing, since the start. */
    public long gaps() {
        return (long) LONGS.getOpaque(counters, GAPS);
    }

    /** Without room for a mark a time stamp may be left out (the reader counts on from the last), a gap may not. */
    private boolean mark(long position, long captureNanos) {
        long next = counters[MARKS_WRITTEN];
        if (next - (long) LONGS.getAcquire(counters, MARKS_READ) > markMask) {
            return pendingGap == 0;
        }
        int at = (int) (next & markMask) * MARK_LONGS;
        marks[at + MARK_POSITION] = position;
        marks[at + MARK_GAP] = pendingGap;
        marks[at + MARK_NANOS] = captureNanos;
        if (pendingGap > 0) {
            LONGS.setOpaque(counters, GAPS, counters[GAPS] + 1);
            pendingGap = 0;
        }
        LONGS.setRelease(counters, MARKS_WRITTEN, next + 1);
        return true;
    }

    /** Takes the marks up to {@code start}; returns the place of the first gap behind it, at most {@code end}. */
    private long passMarks(long start, long end) {
        long next = counters[MARKS_READ];
        long last = (long) LONGS.getAcquire(counters, MARKS_WRITTEN);
        for (; next < last; next++) {
            int at = (int) (next & markMask) * MARK_LONGS;
            long position = marks[at + MARK_POSITION];
            if (position > start) {
                break;
            }
            lastGap += marks[at + MARK_GAP];
            nanosPosition = position;
            nanosThere = marks[at + MARK_NANOS];
        }
        LONGS.setRelease(counters, MARKS_READ, next);
        lastNanos = nanosThere + (start - nanosPosition) * NANOS / format.sampleRate();
        return gapAfter(next, last, end);
    }

    private long gapAfter(long next, long last, long end) {
        for (long mark = next; mark < last; mark++) {
            int at = (int) (mark & markMask) * MARK_LONGS;
            if (marks[at + MARK_POSITION] >= end) {
                return end;
            }
            if (marks[at + MARK_GAP] > 0) {
                return marks[at + MARK_POSITION];
            }
        }
        return end;
    }

    private void copyIn(short[] from, int offset, int frames, int frame) {
        int channels = format.channels();
        int first = Math.min(frames, capacity - frame);
        System.arraycopy(from, offset, samples, frame * channels, first * channels);
        System.arraycopy(from, offset + first * channels, samples, 0, (frames - first) * channels);
    }

    private void copyOut(short[] to, int offset, int frames, int frame) {
        int channels = format.channels();
        int first = Math.min(frames, capacity - frame);
        System.arraycopy(samples, frame * channels, to, offset, first * channels);
        System.arraycopy(samples, 0, to, offset + first * channels, (frames - first) * channels);
    }

    private static int ceilingPowerOfTwo(int value) {
        return value <= 1 ? 1 : Integer.highestOneBit(value - 1) << 1;
    }
}
