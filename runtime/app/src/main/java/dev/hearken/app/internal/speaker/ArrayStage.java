package dev.hearken.app.internal.speaker;

import dev.hearken.app.internal.agent.Fault;
import dev.hearken.app.internal.config.ArraySettings;
import dev.hearken.app.internal.config.ArraySettings.Microphone;
import dev.hearken.app.internal.config.ArraySettings.Profile;
import dev.hearken.app.internal.config.ArraySettings.Reference;
import dev.hearken.app.internal.config.ArraySettings.WakeHears;
import dev.hearken.app.internal.config.Configuration;
import dev.hearken.app.internal.config.ConfigurationException;
import dev.hearken.dsp.ArrayFrontEnd;
import dev.hearken.dsp.ChannelHealth;
import dev.hearken.dsp.Stft;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Echo canceller, beam and direction in the place of a single microphone. Gathers hops of {@link Stft#HOP} samples; no allocation a frame. */
final class ArrayStage implements ChannelStage {

    /** The reference is read ahead by 10 ms, so that an error of its time stamp never puts it behind its echo. */
    private static final long REFERENCE_AHEAD_NANOS = 10_000_000L;
    private static final long NANOS_A_SAMPLE = 62_500;
    private static final int NO_REFERENCE = -1;

    private final ArrayFrontEnd frontEnd;
    private final int[] microphones;
    private final int referenceChannel;
    private final int channels;
    private final PlaybackTap tap;
    private final float[][] hop;
    private final float[] played = new float[Stft.HOP];
    private final float[] out = new float[Stft.HOP];
    private final WakeHears wakeHears;
    private final boolean wakesApart;
    private int gathered;
    private boolean faulty;

    private ArrayStage(ArraySettings array, int[] microphones, int channels, PlaybackTap tap) {
        this.microphones = microphones;
        this.channels = channels;
        this.tap = tap;
        referenceChannel = array.reference() == Reference.CHANNEL ? array.referenceChannel().orElse(NO_REFERENCE) : NO_REFERENCE;
        hop = new float[microphones.length][Stft.HOP];
        wakeHears = array.wakeHears();
        wakesApart = array.profile() == Profile.BEAM && wakeHears != WakeHears.BEAM;
        frontEnd = new ArrayFrontEnd(array.frontEnd(microphones.length));
    }

    /**
     * What the configuration asks for.
     *
     * @param channels that the card delivers
     * @throws ConfigurationException if it has fewer than are named
     */
    static ChannelStage choose(Configuration configuration, int channels, PlaybackTap tap) {
        ArraySettings array = configuration.array();
        int single = Math.min(configuration.capture().microphone(), channels - 1);
        if (array.profile() == Profile.PASS_THROUGH) {
            return ChannelStage.pick(channels, single);
        }
        List<Microphone> named = array.microphones();
        int[] microphones = named.isEmpty() ? new int[] {single} : named.stream().mapToInt(Microphone::channel).toArray();
        int highest = Math.max(Arrays.stream(microphones).max().orElse(0), array.referenceChannel().orElse(0));
        if (highest >= channels) {
            throw new ConfigurationException("'array' names channel " + highest + ", but the microphone has " + channels
                + " channels (the first is 0). Does capture.channels say how many it should open?");
        }
        return new ArrayStage(array, microphones, channels, tap);
    }

    @Override
    public void process(short[] interleaved, int frames, long captureNanos, short[] mono, short[] wake) {
        for (int i = 0; i < frames; i++) {
            int frame = i * channels;
            for (int c = 0; c < microphones.length; c++) {
                hop[c][gathered] = interleaved[frame + microphones[c]] / 32_768f;
            }
            if (referenceChannel != NO_REFERENCE) {
                played[gathered] = interleaved[frame + referenceChannel] / 32_768f;
            }
            short beam = pcm(out[gathered]);
            // In this order: both are the same array where wake words are looked for in the recogniser's sound.
            wake[i] = pcm(forWakeWords()[gathered]);
            mono[i] = beam;
            if (++gathered == Stft.HOP) {
                gathered = 0;
                if (referenceChannel == NO_REFERENCE) {
                    tap.read(captureNanos + (i + 1 - Stft.HOP) * NANOS_A_SAMPLE + REFERENCE_AHEAD_NANOS, played, Stft.HOP);
                }
                frontEnd.process(hop, played, out);
            }
        }
    }

    /** Of the last hop. */
    private float[] forWakeWords() {
        return switch (wakeHears) {
            case MICROPHONE -> frontEnd.single();
            case BEAM -> out;
            case BEAM_WHILE_PLAYING -> frontEnd.playing() ? out : frontEnd.single();
            case WHITENED -> frontEnd.playing() ? out : frontEnd.whitened();
        };
    }

    @Override
    public boolean wakesApart() {
        return wakesApart;
    }

    @Override
    public int latencyFrames() {
        return frontEnd.latency();
    }

    @Override
    public double direction(long samplesAgo, long samples) {
        return frontEnd.direction(samplesAgo, samples);
    }

    @Override
    public double leftDb(long samplesAgo, long samples) {
        return frontEnd.leftDb(samplesAgo, samples);
    }

    /** Allocates, but only when something has changed. */
    @Override
    public @Nullable Fault healthChange() {
        if (!frontEnd.healthChanged()) {
            return null;
        }
        StringBuilder wrong = new StringBuilder();
        for (int c = 0; c < microphones.length; c++) {
            ChannelHealth.Finding finding = frontEnd.health().finding(c);
            if (finding != ChannelHealth.Finding.SOUND) {
                wrong.append(wrong.isEmpty() ? "channel " : ", channel ").append(microphones[c]).append(": ").append(words(finding));
            }
        }
        boolean before = faulty;
        faulty = !wrong.isEmpty();
        Fault fault = Fault.raised("ears", wrong.toString());
        return faulty ? fault : before ? Fault.raised("ears", "all microphones are sound").asCleared() : null;
    }

    @Override
    public void reset() {
        gathered = 0;
        Arrays.fill(out, 0f);
        frontEnd.skip();
    }

    private static short pcm(float sample) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sample * 32_768f)));
    }

    private static String words(ChannelHealth.Finding finding) {
        return switch (finding) {
            case SOUND -> "as it should be";
            case DEAD -> "nothing but digital silence";
            case SILENT -> "far quieter than the others";
            case CLIPPED -> "too loud for the converter, turn the gain down";
            case SWAPPED -> "seems to be another microphone than the board file says";
        };
    }
}
