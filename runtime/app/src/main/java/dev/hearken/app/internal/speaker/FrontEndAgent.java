package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.Agent;
import dev.hearken.app.internal.agent.Fault;
import dev.hearken.app.internal.agent.NanoClock;
import dev.hearken.app.internal.config.Configuration.WakeWord;
import dev.hearken.audio.PcmRing;
import dev.hearken.dsp.NearnessMeter;
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

    /** A detector that has heard its phrase may need about a second of what follows to be sure: no change before that. */
    private static final int QUIET_FRAMES = 24_000;
    /** After half a minute in which somebody spoke all the time, perhaps a television, the change is made anyway. */
    private static final int LONGEST_WAIT_FRAMES = 480_000;
    private static final long SILENT_NANOS = 3_000_000_000L;
    private static final float SPEECH = 0.5f;
    /** Blocks of what was missed that are heard in one cycle, beside the newest: twice the pace of time, and soon done. */
    private static final int CATCH_UP_BLOCKS = 2;

    /**
     * The networks of the front end.
     *
     * @param words with score thresholds above the pack's own
     */
    record Ears(List<WakeWord> words, WakeWordDetector wakeWords, VoiceActivityDetector voiceActivity) {
    }

    /** What the front end hears with and tells to. */
    record Parts(List<WakeWord> words, Supplier<WakeWordDetector> wakeWords, Supplier<VoiceActivityDetector> voiceActivity, ChannelStage channels,
                 SpeakingGate gate, NanoClock clock, MuteGate mute) {
    }

    private final PcmRing input;
    private final BooleanSupplier inputEnded;
    private final UtteranceRing utterances;
    private final CaptureClock captureClock;
    private final ChannelStage channels;
    private final SpeakingGate gate;
    private final NanoClock clock;
    private final MuteGate mute;
    private final Runnable recogniser;
    private final Consumer<SpeakerEvent> events;
    private final short[] frames;
    private final short[] mono = new short[BLOCK_FRAMES];
    /** What wake words are looked for in: {@link #mono} itself, unless the stage keeps them apart. */
    private final short[] wake;
    private final short[] missed = new short[BLOCK_FRAMES];
    private final LevelMeter level = new LevelMeter();
    private final NearnessMeter nearness = new NearnessMeter();

    private final Handover<Ears> successor = new Handover<>();

    private Supplier<Ears> opener;
    /** By phrase, where more is needed than the pack's own. */
    private Map<String, Double> thresholds = Map.of();
    /** It has let go of its networks and is promised others; sound goes into the utterance ring all the while. */
    private boolean waiting;
    /** The networks have not heard all that is in the utterance ring: they go on at {@link #heard}. */
    private boolean behind;
    private long heard;
    private int quietFrames;
    private int waitedFrames;
    private long lastSoundNanos;
    private @Nullable WakeWordDetector wakeWords;
    private @Nullable VoiceActivityDetector voiceActivity;
    private long detectorStart;
    private boolean deaf;
    private boolean deadReported;
    private boolean endReported;
    private volatile float speechProbability;
    private volatile long gaps;

    /**
     * @param inputEnded  whether nothing more will come into {@code input}
     * @param recogniser  told that there is something in the utterance ring
     */
    FrontEndAgent(PcmRing input, BooleanSupplier inputEnded, UtteranceRing utterances, CaptureClock captureClock, Parts parts,
                  Runnable recogniser, Consumer<SpeakerEvent> events) {
        this.input = input;
        this.inputEnded = inputEnded;
        this.utterances = utterances;
        this.captureClock = captureClock;
        channels = parts.channels();
        gate = parts.gate();
        clock = parts.clock();
        mute = parts.mute();
        this.recogniser = recogniser;
        this.events = events;
        // Nothing else keeps the parts: with the models that come later, those of the beginning go.
        opener = () -> new Ears(parts.words(), parts.wakeWords().get(), parts.voiceActivity().get());
        wake = channels.wakesApart() ? new short[BLOCK_FRAMES] : mono;
        frames = new short[BLOCK_FRAMES * input.format().channels()];
    }

    @Override
    public void onStart() {
        Handover.Step<Ears> next = successor.peek();
        if (next != null) {
            take(next);
        } else if (!waiting) {
            use(opener.get());
        }
        lastSoundNanos = clock.nanoTime();
        events.accept(new SpeakerEvent.Ready(roleName()));
    }

    @Override
    public int doWork() {
        int count = input.read(frames, 0, BLOCK_FRAMES);
        if (count == 0) {
            changeIfNoSoundComes();
            int caughtUp = catchUp();
            if (!behind) {
                reportEnd();
            }
            return caughtUp;
        }
        lastSoundNanos = clock.nanoTime();
        if (input.gapFrames() > 0) {
            bridge(input.gapFrames());
        }
        if (mute.closed() != deaf) {
            deaf = !deaf;
            forget();
        }
        if (deaf) {
            // What the capture ring still holds from before.
            Arrays.fill(frames, (short) 0);
        }
        channels.process(frames, count, input.captureNanos(), mono, wake);
        long position = utterances.head();
        captureClock.align(position + channels.latencyFrames(), input.captureNanos());
        if (deaf) {
            // The stage may hold some milliseconds back.
            Arrays.fill(mono, 0, count, (short) 0);
            Arrays.fill(wake, 0, count, (short) 0);
        }
        utterances.write(mono, 0, count);
        if (!deaf) {
            watchLevel(count);
            watchEars();
            listen(count);
        }
        recogniser.run();
        changeIfQuiet(count);
        return count;
    }

    /** Goes over to other networks as soon as nobody has spoken for a while; any thread. */
    void succeed(Handover.Step<Ears> next) {
        successor.put(next);
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

    private void use(Ears ears) {
        Map<String, Double> stated = new HashMap<>();
        ears.words().forEach(word -> word.threshold().ifPresent(t -> stated.put(word.phrase(), t)));
        thresholds = Map.copyOf(stated);
        wakeWords = ears.wakeWords();
        voiceActivity = ears.voiceActivity();
        detectorStart = behind ? heard : utterances.head();
    }

    /** Between two blocks: the old networks have heard everything before it, the new ones hear everything after it. */
    private void changeIfQuiet(int count) {
        quietFrames = deaf || speechProbability < SPEECH ? quietFrames + count : 0;
        Handover.Step<Ears> next = successor.peek();
        if (next == null) {
            waitedFrames = 0;
            return;
        }
        waitedFrames += count;
        if (waiting || quietFrames >= QUIET_FRAMES || waitedFrames >= LONGEST_WAIT_FRAMES) {
            take(next);
        }
    }

    /** A microphone that gives nothing must not hold up the change. */
    private void changeIfNoSoundComes() {
        Handover.Step<Ears> next = successor.peek();
        if (next != null && (waiting || clock.nanoTime() - lastSoundNanos > SILENT_NANOS)) {
            take(next);
        }
    }

    private void take(Handover.Step<Ears> next) {
        onClose();
        waiting = !(next instanceof Handover.Offer);
        if (next instanceof Handover.Offer<Ears> offer) {
            opener = offer.reopen();
            use(offer.loaded());
        } else if (!behind) {
            behind = true;
            heard = utterances.head();
        }
        successor.taken(next);
    }

    private void listen(int count) {
        if (behind) {
            catchUp();
        } else {
            hear(mono, wake, count);
        }
    }

    private void hear(short[] sound, short[] wakeSound, int count) {
        if (wakeWords == null || voiceActivity == null) {
            return;
        }
        speechProbability = voiceActivity.accept(sound, 0, count);
        nearness.accept(wakeSound, 0, count);
        Detection detection = wakeWords.accept(wakeSound, 0, count);
        if (detection != null) {
            report(detection);
        }
    }

    /** Hears what came while there were no networks, out of the utterance ring; where the wake words have a channel of their own, in the other. */
    private int catchUp() {
        if (!behind || waiting) {
            return 0;
        }
        int caughtUp = 0;
        for (int i = 0; i < CATCH_UP_BLOCKS && heard < utterances.head(); i++) {
            int count = utterances.read(heard, missed, 0, (int) Math.min(BLOCK_FRAMES, utterances.head() - heard));
            if (count == UtteranceRing.OVERWRITTEN) {
                gaps = gaps + 1;
                resetDetectors();
                return caughtUp;
            }
            heard += count;
            caughtUp += count;
            hear(missed, missed, count);
        }
        behind = heard < utterances.head();
        return caughtUp;
    }

    private void report(Detection detection) {
        double needed = Math.max(detection.threshold(), thresholds.getOrDefault(detection.phrase(), 0.0));
        long end = detectorStart + detection.endSample();
        long atNanos = captureClock.nanosOf(end);
        long start = detectorStart + detection.startSample();
        double left = channels.leftDb(utterances.head() - start, end - start);
        if (detection.score() >= needed && gate.lets(detection.phrase(), detection.score(), atNanos, left)) {
            double direction = channels.direction(utterances.head() - start, end - start);
            boolean known = nearness.look((behind ? heard : utterances.head()) - start, end - start);
            events.accept(new SpeakerEvent.Woke(detection.phrase(), detection.score(), needed, start, end, known ? nearness.energyDb() : 0,
                known ? nearness.depthDb() : 0, direction, atNanos, clock.nanoTime()));
        }
    }

    /** At both ends of a mute: nothing from before is left for whoever listens after it. */
    private void forget() {
        utterances.erase();
        channels.reset();
        speechProbability = 0;
        resetDetectors();
    }

    private void bridge(long missing) {
        gaps = gaps + 1;
        utterances.writeSilence((int) Math.min(missing, utterances.capacity()));
        channels.reset();
        resetDetectors();
    }

    private void resetDetectors() {
        if (wakeWords != null && voiceActivity != null) {
            wakeWords.reset();
            voiceActivity.reset();
        }
        detectorStart = utterances.head();
        nearness.reset();
        heard = detectorStart;
        behind = waiting;
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
        Fault change = channels.healthChange();
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
