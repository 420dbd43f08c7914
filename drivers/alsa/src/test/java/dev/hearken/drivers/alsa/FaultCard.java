package dev.hearken.drivers.alsa;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The fault-injecting card (fault_card.c) and its time, which moves by hand only: when the driver waits by
 * {@link #awaitNanos}, or the test calls {@link #advance}. Fields as in fault_card.h.
 */
public final class FaultCard implements CardClock {

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int NANOS = 0;
    private static final int UNPLUGGED = 8;
    private static final int XRUN = 16;
    private static final int STALLED = 24;
    private static final int EXTRA_DELAY = 32;
    private static final int SUSPENDED = 40;
    private static final int PPM = 48;
    private static final int OPENS = 64;
    private static final int STARTS = 72;
    private static final int CLOSES = 80;
    private static final int FRAMES = 88;
    private static final int BYTES = 96;
    private static final int RAMP = 32_000;

    private final Path control;
    private final Path record;
    private final int channels;
    private final int rate;
    private final ByteBuffer fields;

    /** @param folder where its control file goes, and {@code played.raw} */
    public FaultCard(Path folder, int channels, int rate) {
        this.control = folder.resolve("control");
        this.record = folder.resolve("played.raw");
        this.channels = channels;
        this.rate = rate;
        try (RandomAccessFile file = new RandomAccessFile(control.toFile(), "rw")) {
            file.setLength(BYTES);
            fields = file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        set(NANOS, 1_000_000_000_000L);
    }

    /** The device to open. */
    public String device() {
        return "virtual_fault:CONTROL=\"" + control + "\",RECORD=\"" + record + "\",CHANNELS=" + channels + ",RATE=" + rate;
    }

    /** The file with the frames it has taken, 16 bits, little endian. */
    public Path played() {
        return record;
    }

    /** The sample it records at frame {@code frame} since its first start. */
    public short sample(long frame, int channel) {
        return (short) (1 + (frame * channels + channel) % RAMP);
    }

    @Override
    public long nanoTime() {
        return get(NANOS);
    }

    @Override
    public void awaitNanos(long nanoTime) {
        if (nanoTime > nanoTime()) {
            set(NANOS, nanoTime);
        }
    }

    /** Lets so many frames' time pass. */
    public void advance(long frames) {
        set(NANOS, nanoTime() + frames * 1_000_000_000L / rate);
    }

    /** Lets the card follow the machine's clock from now on. */
    public void followMachine() {
        set(NANOS, -1);
    }

    public void unplug() {
        set(UNPLUGGED, 1);
    }

    public void replug() {
        set(UNPLUGGED, 0);
    }

    /** The next look at the card finds its buffer run over, or dry. */
    public void xrun() {
        set(XRUN, 1);
    }

    public void stall(boolean stalled) {
        set(STALLED, stalled ? 1 : 0);
    }

    public void suspend(boolean suspended) {
        set(SUSPENDED, suspended ? 1 : 0);
    }

    public void delay(long frames) {
        set(EXTRA_DELAY, frames);
    }

    public void drift(long ppm) {
        set(PPM, ppm);
    }

    public long opens() {
        return get(OPENS);
    }

    public long starts() {
        return get(STARTS);
    }

    public long closes() {
        return get(CLOSES);
    }

    /** Frames it has handed over or taken. */
    public long frames() {
        return get(FRAMES);
    }

    private void set(int field, long value) {
        LONGS.setRelease(fields, field, value);
    }

    private long get(int field) {
        return (long) LONGS.getAcquire(fields, field);
    }
}
