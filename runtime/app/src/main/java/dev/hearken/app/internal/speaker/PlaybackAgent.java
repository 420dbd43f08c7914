package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.Agent;
import dev.hearken.app.internal.agent.NanoClock;
import dev.hearken.app.internal.call.LineOut;
import dev.hearken.app.internal.speaker.SpeechQueue.Border;
import dev.hearken.audio.AudioException;
import dev.hearken.audio.AudioSink;
import dev.hearken.audio.PcmRing;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plays what the synthesiser made, and tells when each speech begins and ends; else what comes of a call. Waits inside the sink only. */
public final class PlaybackAgent implements Agent {

    private static final long NONE = 0;
    private static final long NANOS = 1_000_000_000L;
    /** A call that is silent for so long does not sound: wake words count as usual. */
    private static final long LINE_PAUSE_NANOS = 200_000_000L;
    /** 14 dB quieter. */
    private static final float DUCKED = 0.2f;

    private final Supplier<AudioSink> opener;
    private final SpeechQueue queue;
    private final LineOut line;
    private final SpeakingGate gate;
    private final PlaybackTap tap;
    private final NanoClock clock;
    private final Runnable synthesiser;
    private final Consumer<SpeakerEvent> events;
    private final int channels;
    private final int blockFrames;
    private final short[] mono;
    private final short[] interleaved;

    private volatile @Nullable AudioSink sink;
    private long speech = NONE;
    private boolean sounding;
    private int held;
    private int heldOffset;
    /** Whether what is held comes from a call. */
    private boolean ofLine;
    private boolean lineSounds;
    private long lineNanos;
    private volatile float gain = 1f;
    private volatile boolean ducked;

    /**
     * @param first       the sink to begin with, already open
     * @param reopen      opens it again after a failure
     * @param line        the other end of a call: sounds where nothing is said
     * @param tap         told what is played, and when
     * @param synthesiser told that there is room again
     */
    PlaybackAgent(AudioSink first, Supplier<AudioSink> reopen, SpeechQueue queue, LineOut line, SpeakingGate gate, PlaybackTap tap, NanoClock clock,
                  Runnable synthesiser, Consumer<SpeakerEvent> events) {
        this.opener = reopen;
        this.queue = queue;
        this.line = line;
        this.gate = gate;
        this.tap = tap;
        this.clock = clock;
        this.synthesiser = synthesiser;
        this.events = events;
        sink = first;
        channels = first.format().channels();
        blockFrames = Math.min(first.periodFrames(), first.format().sampleRate() / 50);
        mono = new short[blockFrames];
        interleaved = new short[blockFrames * channels];
    }

    @Override
    public void onStart() {
        if (sink == null) {
            AudioSink opened = opener.get();
            if (opened.format().channels() != channels || opened.format().sampleRate() != queue.samples().format().sampleRate()) {
                opened.close();
                throw new AudioException("the loudspeaker came back with " + opened.format());
            }
            sink = opened;
        }
    }

    @Override
    public int doWork() {
        if (held > 0) {
            return play();
        }
        Border border = queue.nextBorder();
        long position = queue.samples().framesRead();
        if (border != null && border.position() == position) {
            queue.passBorder();
            if (border.last()) {
                finish(border);
            } else {
                speech = border.speech();
            }
            return 1;
        }
        long limit = border == null ? blockFrames : Math.min(blockFrames, border.position() - position);
        return take((int) limit);
    }

    @Override
    public void onClose() {
        held = 0;
        if (sink != null) {
            sink.close();
            sink = null;
        }
        if (sounding || lineSounds) {
            sounding = false;
            lineSounds = false;
            gate.ended(clock.nanoTime());
        }
    }

    @Override
    public String roleName() {
        return "playback";
    }

    /** Factor on every sample, 0..1; any thread. */
    public void volume(double factor) {
        gain = (float) Math.max(0, Math.min(1, factor));
    }

    public double volume() {
        return gain;
    }

    /** Plays what follows more quietly, or as before; any thread. */
    void duck(boolean quieter) {
        ducked = quieter;
    }

    /** Drops what the sound card still holds, at once; any thread. The speeches themselves end through {@link SpeechQueue#stop}. */
    void hush() {
        AudioSink open = sink;
        if (open != null) {
            open.stop();
        }
    }

    private int take(int limit) {
        PcmRing samples = queue.samples();
        int count = samples.read(mono, 0, limit);
        if (count == 0) {
            return takeLine();
        }
        synthesiser.run();
        if (queue.stopped(speech)) {
            return count;
        }
        return play(count, false);
    }

    /** Where nothing is said: what the other end of a call says. */
    private int takeLine() {
        int count = line.samples().read(mono, 0, blockFrames);
        if (!line.open()) {
            endLine();
            return count;
        }
        if (count == 0) {
            if (lineSounds && clock.nanoTime() - lineNanos > LINE_PAUSE_NANOS) {
                endLine();
            }
            return 0;
        }
        lineNanos = clock.nanoTime();
        if (LineOut.talks(mono, count)) {
            gate.otherTalks(lineNanos);
        }
        return play(count, true);
    }

    private void endLine() {
        if (lineSounds) {
            lineSounds = false;
            if (!sounding) {
                gate.ended(clock.nanoTime());
                if (sink != null) {
                    // It has run dry, and shall not call that a failure.
                    sink.stop();
                }
            }
        }
    }

    private int play(int count, boolean fromLine) {
        float factor = ducked ? DUCKED * gain : gain;
        for (int i = 0, at = 0; i < count; i++) {
            short sample = (short) (mono[i] * factor);
            for (int c = 0; c < channels; c++) {
                interleaved[at++] = sample;
            }
        }
        held = count;
        heldOffset = 0;
        ofLine = fromLine;
        return play();
    }

    private int play() {
        if (sink == null || (ofLine ? !line.open() : queue.stopped(speech))) {
            held = 0;
            return 1;
        }
        if (ofLine && !lineSounds) {
            lineSounds = true;
            gate.began();
        }
        if (!ofLine && !sounding) {
            sounding = true;
            gate.began();
            events.accept(new SpeakerEvent.SpeakingBegan(speech, clock.nanoTime()));
        }
        int written = sink.write(interleaved, heldOffset * channels, held);
        if (written > 0 && tap.listens()) {
            long lastNanos = clock.nanoTime() + sink.delayFrames() * NANOS / sink.format().sampleRate();
            tap.played(interleaved, heldOffset * channels, channels, written, lastNanos);
        }
        held -= written;
        heldOffset += written;
        return written;
    }

    private void finish(Border border) {
        boolean stopped = queue.stopped(border.speech());
        if (sink != null && sounding) {
            if (stopped) {
                sink.stop();
            } else {
                sink.drain();
            }
        }
        long now = clock.nanoTime();
        if (sounding) {
            sounding = false;
            lineSounds = false;
            gate.ended(now);
        }
        speech = NONE;
        events.accept(new SpeakerEvent.Spoke(border.speech(), border.complete() && !stopped, now));
    }
}
