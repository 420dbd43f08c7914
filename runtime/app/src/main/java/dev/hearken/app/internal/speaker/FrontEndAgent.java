package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.Agent;
import dev.hearken.app.internal.agent.Fault;
import dev.hearken.app.internal.agent.NanoClock;
import dev.hearken.app.internal.config.Configuration.WakeWord;
import dev.hearken.audio.PcmRing;
import dev.hearken.speech.VoiceActivityDetector;
import dev.hearken.speech.WakeWordDetector;
import dev.hearken.speech.WakeWordDetector.Detection;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes what the microphones deliver, makes one channel of it, listens for the wake words and for speech, and keeps the last
 * seconds in the utterance ring, where the recogniser begins to read in the past. No allocation a frame.
 */
public final class FrontEndAgent implements Agent {

    /** 20 ms: half an acoustic-model step, so that at most one step is computed a cycle. */
    private static final int BLOCK_FRAMES = 320;

    /** What the front end hears with and tells to. */
    record Parts(Supplier<WakeWordDetector> wakeWords, Supplier<VoiceActivityDetector> voiceActivity, ChannelStage channels,
                 SpeakingGate gate, NanoClock clock) {
    }

    private final PcmRing input;
    private final BooleanSupplier inputEnded;
    private final UtteranceRing utterances;
    private final CaptureClock captureClock;
    private final Parts parts;
    private final Map<String, Double> thresholds;
    private final Runnable recogniser;
    private final Consumer<SpeakerEvent> events;
    private final short[] frames;
    private final short[] mono = new short[BLOCK_FRAMES];
    /** What wake words are looked for in: {@link #mono} itself, unless the stage keeps them apart. */
    private final short[] wake;
    private final LevelMeter level = new LevelMeter();

    private @Nullable WakeWordDetector wakeWords;
    private @Nullable VoiceActivityDetector voiceActivity;
    private long detectorStart;
    private boolean deaf;
    private boolean deadReported;
    private boolean endReported;
    private volatile boolean muted;
    private volatile float speechProbability;
    private volatile long gaps;

    /**
     * @param inputEnded  whether nothing more will come into {@code input}
     * @param words       score thresholds above the pack's own
     * @param recogniser  told that there is something in the utterance ring
     */
    FrontEndAgent(PcmRing input, BooleanSupplier inputEnded, UtteranceRing utterances, CaptureClock captureClock, Parts parts,
                  List<WakeWord> words, Runnable recogniser, Consumer<SpeakerEvent> events) {
        this.input = input;
        this.inputEnded = inputEnded;
        this.utterances = utterances;
        this.captureClock = captureClock;
        this.parts = parts;
        this.recogniser = recogniser;
        this.events = events;
        wake = parts.channels().wakesApart() ? new short[BLOCK_FRAMES] : mono;
        frames = new short[BLOCK_FRAMES * input.format().channels()];
        Map<String, Double> stated = new HashMap<>();
        words.forEach(word -> word.threshold().ifPresent(t -> stated.put(word.phrase(), t)));
        thresholds = Map.copyOf(stated);
    }

    @Override
    public void onStart() {
        wakeWords = parts.wakeWords().get();
        voiceActivity = parts.voiceActivity().get();
        detectorStart = utterances.head();
        events.accept(new SpeakerEvent.Ready(roleName()));
    }

    @Override
    public int doWork() {
        int count = input.read(frames, 0, BLOCK_FRAMES);
        if (count == 0) {
            reportEnd();
            return 0;
        }
        if (input.gapFrames() > 0) {
            bridge(input.gapFrames());
        }
        ChannelStage channels = parts.channels();
        channels.process(frames, count, input.captureNanos(), mono, wake);
        long position = utterances.head();
        captureClock.align(position + channels.latencyFrames(), input.captureNanos());
        if (muted) {
            Arrays.fill(mono, 0, count, (short) 0);
            Arrays.fill(wake, 0, count, (short) 0);
        }
        utterances.write(mono, 0, count);
        if (muted != deaf) {
            deaf = muted;
            resetDetectors();
        }
        if (!deaf) {
            watchLevel(count);
            watchEars();
            listen(count);
        }
        recogniser.run();
        return count;
    }

    @Override
    public void onClose() {
        if (wakeWords != null) {
            wakeWords.close();
            wakeWords = null;
        }
        if (voiceActivity != null) {
            voiceActivity.close();
            voiceActivity = null;
        }
    }

    @Override
    public String roleName() {
        return "front-end";
    }

    /** Whether the microphone is ignored; any thread. */
    public void mute(boolean value) {
        muted = value;
    }

    public boolean muted() {
        return muted;
    }

    /** Newest probability of speech; any thread. */
    public float speechProbability() {
        return speechProbability;
    }

    /** Level of the last second in dB against full scale; any thread. */
    public double levelDb() {
        return level.levelDb();
    }

    /** Places at which sound was lost because this agent did not keep up; any thread. */
    public long gaps() {
        return gaps;
    }

    private void listen(int count) {
        if (wakeWords == null || voiceActivity == null) {
            return;
        }
        speechProbability = voiceActivity.accept(mono, 0, count);
        Detection detection = wakeWords.accept(wake, 0, count);
        if (detection != null) {
            report(detection);
        }
    }

    private void report(Detection detection) {
        double needed = Math.max(detection.threshold(), thresholds.getOrDefault(detection.phrase(), 0.0));
        long end = detectorStart + detection.endSample();
        long atNanos = captureClock.nanosOf(end);
        if (detection.score() >= needed && parts.gate().lets(detection.phrase(), detection.score(), atNanos)) {
            long start = detectorStart + detection.startSample();
            double direction = parts.channels().direction(utterances.head() - start, end - start);
            events.accept(new SpeakerEvent.Woke(detection.phrase(), detection.score(), needed, start, end, direction, atNanos, parts.clock().nanoTime()));
        }
    }

    private void bridge(long missing) {
        gaps = gaps + 1;
        utterances.writeSilence((int) Math.min(missing, utterances.capacity()));
        parts.channels().reset();
        resetDetectors();
    }

    private void resetDetectors() {
        if (wakeWords != null && voiceActivity != null) {
            wakeWords.reset();
            voiceActivity.reset();
        }
        detectorStart = utterances.head();
    }

    private void watchLevel(int count) {
        level.accept(mono, count);
        if (level.dead() != deadReported) {
            deadReported = level.dead();
            Fault fault = Fault.raised("microphone", "nothing but digital silence for ten seconds: is it muted, unplugged, or the wrong capture channel?");
            events.accept(new SpeakerEvent.FaultChanged(deadReported ? fault : fault.asCleared()));
        }
    }

    private void watchEars() {
        Fault change = parts.channels().healthChange();
        if (change != null) {
            events.accept(new SpeakerEvent.FaultChanged(change));
        }
    }

    private void reportEnd() {
        if (!endReported && inputEnded.getAsBoolean() && input.availableFrames() == 0) {
            endReported = true;
            utterances.end();
            recogniser.run();
            events.accept(new SpeakerEvent.InputEnded());
        }
    }
}
