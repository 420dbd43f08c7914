package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.Agent;
import dev.hearken.audio.AudioException;
import dev.hearken.audio.AudioSource;
import dev.hearken.audio.PcmRing;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads periods from the microphones into the capture ring. Waits inside {@link AudioSource#read} only. */
public final class CaptureAgent implements Agent {

    private final Supplier<AudioSource> opener;
    private final PcmRing ring;
    private final Runnable frontEnd;
    private final short[] period;
    private final int periodFrames;
    private final MuteGate gate;
    private final int guardFrames;

    /** Closings of the gate that were noticed. */
    private int closings;
    /** Frames still to be silenced after the gate has opened: what the card had gathered while it was closed. */
    private int guarded;
    private @Nullable AudioSource source;
    private volatile boolean ended;
    private volatile long framesLost;

    /**
     * @param first    the source to begin with, already open, so that a missing card is known at once
     * @param reopen   opens it again after a failure
     * @param ring     takes the frames; the format is that of {@code first}
     * @param frontEnd told that there is something in the ring
     * @param gate     while it is closed zeros come in place of sound
     * @param guardFrames frames that the source may hold back; so many are silenced after the gate has opened
     */
    CaptureAgent(AudioSource first, Supplier<AudioSource> reopen, PcmRing ring, Runnable frontEnd, MuteGate gate, int guardFrames) {
        this.gate = gate;
        this.guardFrames = guardFrames;
        closings = gate.closings();
        this.opener = reopen;
        this.ring = ring;
        this.frontEnd = frontEnd;
        periodFrames = first.periodFrames();
        period = new short[periodFrames * first.format().channels()];
        source = first;
    }

    @Override
    public void onStart() {
        if (source == null) {
            AudioSource opened = opener.get();
            if (!opened.format().equals(ring.format())) {
                opened.close();
                throw new AudioException("the microphone came back with " + opened.format() + " instead of " + ring.format());
            }
            source = opened;
        }
    }

    @Override
    public int doWork() {
        AudioSource from = source;
        if (ended || from == null) {
            return 0;
        }
        int frames = from.read(period, 0, periodFrames);
        if (frames == AudioSource.END) {
            ended = true;
            frontEnd.run();
            return 0;
        }
        if (frames > 0) {
            silenceIfMuted(frames);
            ring.write(period, 0, frames, from.captureNanos());
            framesLost = from.framesLost();
            frontEnd.run();
        }
        return frames;
    }

    /** The only way from a microphone into the speaker leads through here. */
    private void silenceIfMuted(int frames) {
        if (gate.closed() || gate.closings() != closings) {
            closings = gate.closings();
            guarded = guardFrames;
            Arrays.fill(period, (short) 0);
        } else if (guarded > 0) {
            guarded -= frames;
            Arrays.fill(period, (short) 0);
        }
    }

    @Override
    public void onClose() {
        if (source != null) {
            source.close();
            source = null;
        }
    }

    @Override
    public String roleName() {
        return "capture";
    }

    /** Whether the source has come to its end; what it gave may still be in the ring. Any thread. */
    boolean ended() {
        return ended;
    }

    /** Frames the source lost and replaced by silence. Any thread. */
    public long framesLost() {
        return framesLost;
    }
}
