package dev.hearken.app.internal.call;

import dev.hearken.audio.PcmRing;
import dev.hearken.dsp.Resampler;
import java.util.Arrays;

/** Frames of the other speaker, made an even stream again, to the loudspeaker. Confined to the call's thread; no allocation a frame. */
final class CallReceiver {

    private static final int RATE = 16_000;
    /** Silence before a run of sound: the thread may be late by this much before anybody hears it. 60 ms. */
    private static final int CUSHION = 960;
    /** What was missed by more than this is not made up for. */
    private static final long LATEST_NANOS = 5 * SoundFrame.NANOS;
    /** From the ring through loudspeaker, room and microphone, and the room's tail. */
    private static final long ECHO_NANOS = 300_000_000L;

    private final FrameInbox inbox;
    private final LineOut line;
    private final Runnable playback;
    private final JitterBuffer buffer = new JitterBuffer();
    private final Resampler rate;
    private final short[] frame = new short[SoundFrame.SAMPLES];
    private final short[] silence = new short[CUSHION];
    private final short[] converted;
    private boolean sounding;
    private long dueNanos;
    private long loudNanos;

    /** @param playback told that there is something to play */
    CallReceiver(FrameInbox inbox, LineOut line, Runnable playback) {
        this.inbox = inbox;
        this.line = line;
        this.playback = playback;
        rate = new Resampler(RATE, line.samples().format().sampleRate());
        converted = new short[rate.maxOutputFrames(CUSHION)];
    }

    JitterBuffer buffer() {
        return buffer;
    }

    void begin(long now) {
        buffer.reset();
        rate.reset();
        sounding = false;
        dueNanos = now;
        loudNanos = now - ECHO_NANOS;
    }

    /** Whether what is heard here may be the other end's voice. */
    boolean echoes(long now) {
        return now - loudNanos < ECHO_NANOS;
    }

    /** Drops what has come. */
    void skip(long now) {
        while (inbox.next()) {
            inbox.pass();
        }
        begin(now);
    }

    /** Passes on what is due by now. @return frames that sound */
    int step(long now) {
        while (inbox.next()) {
            byte[] bytes = inbox.frame();
            buffer.offer(SoundFrame.number(bytes), bytes, SoundFrame.HEADER);
            inbox.pass();
        }
        if (now - dueNanos > LATEST_NANOS) {
            dueNanos = now;
        }
        int played = 0;
        while (now - dueNanos >= 0) {
            dueNanos += SoundFrame.NANOS;
            played += buffer.take(frame) ? play(now) : pause();
        }
        return played;
    }

    private int play(long now) {
        if (!sounding) {
            sounding = true;
            Arrays.fill(silence, (short) 0);
            put(silence, CUSHION);
        }
        put(frame, SoundFrame.SAMPLES);
        if (LineOut.talks(frame, SoundFrame.SAMPLES)) {
            loudNanos = now;
        }
        playback.run();
        return 1;
    }

    private int pause() {
        sounding = false;
        return 0;
    }

    /** What finds no room, because the loudspeaker does not keep up, is dropped. */
    private void put(short[] pcm, int count) {
        PcmRing samples = line.samples();
        int made = rate.process(pcm, 0, count, converted, 0);
        samples.write(converted, 0, made, 0);
    }
}
