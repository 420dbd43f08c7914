package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.Agent;
import dev.hearken.app.internal.message.Clip;
import dev.hearken.app.internal.speaker.SpeechQueue.Border;
import dev.hearken.app.internal.speaker.SpeechQueue.Request;
import dev.hearken.audio.PcmRing;
import dev.hearken.dsp.Resampler;
import dev.hearken.speech.SpeechSynthesizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Speaks one text, or plays one sound, after the other into the speech queue, no further ahead of playback than its ring holds. */
public final class SynthesiserAgent implements Agent {

    /** About 46 ms at 22,050 Hz: the first block leaves soon. */
    private static final int BLOCK = 1024;

    /** A text, or a sound before or behind it. */
    private record Part(@Nullable Resampler rate, Supplier<SpeechSynthesizer.Utterance> opener) {
    }

    private final SpeechQueue queue;
    private final Runnable playback;
    private final short[] spoken = new short[BLOCK];
    private final Handover<SpeechSynthesizer> successor = new Handover<>();

    private Supplier<SpeechSynthesizer> opener;
    /** It has let go of its voice and is promised another: requests wait. */
    private boolean waiting;
    private @Nullable SpeechSynthesizer synthesiser;
    private @Nullable Resampler voiceRate;
    private @Nullable Resampler clipRate;
    /** What the present request still consists of. */
    private final Deque<Part> parts = new ArrayDeque<>();
    /** The one of the two that the present part needs. */
    private @Nullable Resampler resampler;
    private short[] converted = new short[0];
    private int pending;
    private int pendingOffset;
    private @Nullable Request current;
    private SpeechSynthesizer.@Nullable Utterance utterance;

    /** @param playback told that there is something to play */
    SynthesiserAgent(SpeechQueue queue, Supplier<SpeechSynthesizer> opener, Runnable playback) {
        this.queue = queue;
        this.opener = opener;
        this.playback = playback;
    }

    @Override
    public void onStart() {
        change();
        if (synthesiser == null && !waiting) {
            use(opener.get());
        }
    }

    /** Goes over to another voice between two speeches; any thread. */
    void succeed(Handover.Step<SpeechSynthesizer> next) {
        successor.put(next);
    }

    private void use(SpeechSynthesizer opened) {
        synthesiser = opened;
        int rate = queue.samples().format().sampleRate();
        Resampler forVoice = new Resampler(opened.sampleRate(), rate);
        Resampler forClips = new Resampler(Clip.SAMPLE_RATE, rate);
        voiceRate = forVoice;
        clipRate = forClips;
        converted = new short[Math.max(forVoice.maxOutputFrames(BLOCK), forClips.maxOutputFrames(BLOCK))];
    }

    @Override
    public int doWork() {
        if (current == null) {
            change();
            Request next = waiting ? null : queue.nextRequest();
            if (next == null) {
                return 0;
            }
            begin(next);
            return 1;
        }
        if (queue.stopped(current.speech())) {
            pending = 0;
            end(false);
            return 1;
        }
        return pending > 0 ? handOver() : speak();
    }

    @Override
    public void onClose() {
        if (current != null) {
            end(false);
        }
        if (synthesiser != null) {
            synthesiser.close();
            synthesiser = null;
        }
    }

    @Override
    public String roleName() {
        return "synthesiser";
    }

    private void change() {
        Handover.Step<SpeechSynthesizer> next = successor.peek();
        if (next != null) {
            onClose();
            waiting = !(next instanceof Handover.Offer);
            if (next instanceof Handover.Offer<SpeechSynthesizer> offer) {
                opener = offer.reopen();
                use(offer.loaded());
            }
            successor.taken(next);
        }
    }

    private void begin(Request request) {
        current = request;
        queue.border(new Border(request.speech(), queue.samples().framesWritten(), false, true));
        SpeechSynthesizer voice = synthesiser;
        if (request instanceof SpeechQueue.Sound sound) {
            add(sound.before());
            parts.add(new Part(clipRate, () -> new ClipUtterance(sound.clip())));
        } else if (voice != null && request instanceof SpeechQueue.Text text) {
            add(text.before());
            parts.add(new Part(voiceRate, () -> voice.speak(text.text(), text.settings())));
            add(text.after());
        }
        next();
    }

    private void add(Clip clip) {
        if (clip.samples().length > 0) {
            parts.add(new Part(clipRate, () -> new ClipUtterance(clip)));
        }
    }

    /** Goes on to the next part, if there is one. */
    private void next() {
        Part part = parts.poll();
        if (part != null) {
            resampler = part.rate();
            utterance = part.opener().get();
        }
    }

    private int speak() {
        if (utterance == null || resampler == null) {
            end(false);
            return 1;
        }
        int count = utterance.read(spoken, 0, BLOCK);
        if (count == SpeechSynthesizer.Utterance.END) {
            // The filter's last samples; the resampler is as new for the next speech.
            pending = resampler.flush(converted, 0);
            pendingOffset = 0;
            utterance.close();
            utterance = null;
            if (pending == 0) {
                partOver();
            }
            return 1;
        }
        pending = resampler.process(spoken, 0, count, converted, 0);
        pendingOffset = 0;
        return 1 + (pending > 0 ? handOver() : 0);
    }

    /** Puts as much into the ring as there is room for; the rest waits for the next cycle. */
    private int handOver() {
        PcmRing samples = queue.samples();
        int room = (int) (samples.capacityFrames() - (samples.framesWritten() - samples.framesRead()));
        int count = Math.min(room, pending);
        if (count == 0) {
            return 0;
        }
        samples.write(converted, pendingOffset, count, 0);
        pending -= count;
        pendingOffset += count;
        if (pending == 0 && utterance == null) {
            partOver();
        }
        playback.run();
        return count;
    }

    private void partOver() {
        next();
        if (utterance == null) {
            end(true);
        }
    }

    private void end(boolean complete) {
        parts.clear();
        if (utterance != null) {
            utterance.close();
            utterance = null;
        }
        if (current != null) {
            queue.border(new Border(current.speech(), queue.samples().framesWritten(), true, complete));
            current = null;
        }
        pending = 0;
        if (resampler != null) {
            resampler.reset();
        }
        playback.run();
    }
}
