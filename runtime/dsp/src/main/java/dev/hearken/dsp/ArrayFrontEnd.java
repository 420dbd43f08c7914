package dev.hearken.dsp;

import org.jspecify.annotations.Nullable;

/**
 * All that is done to the sound of an array before anything listens to it, hop by hop: high-pass, echo canceller, beam, gain; another sound for wake
 * words, the direction of what is heard and the health of the microphones on the way. One thread; no allocation a hop.
 *
 * <p>Delays by {@link #latency()} samples, the hop that is gathered first included.
 */
public final class ArrayFrontEnd {

    private static final int RATE = 16_000;
    /** Takes offset and rumble away; at 60 Hz it turned the phase of low voices, which cost 1.3 dB of SI-SDR. */
    private static final double CUTOFF = 20;
    private static final double CEILING_DB = -0.5;

    private final FrontEndSettings settings;
    private final HighPass[] highPasses;
    private final @Nullable EchoCanceller echo;
    private final Stft stft;
    private final Spectra frame;
    private final SpeechPresence presence;
    /** In the place of spatial statistics. */
    private final @Nullable MaskSource mask;
    private final float[] speech = new float[Stft.BINS];
    /** Weights of the direction: measured, a mask of spatial statistics is worse than none. */
    private final float[] everything = new float[Stft.BINS];
    private final @Nullable MvdrBeamformer beam;
    private final @Nullable DirectionFinder direction;
    private final ChannelHealth health;
    private final StftSynthesis synthesis = new StftSynthesis();
    private final float[] outRe = new float[Stft.BINS];
    private final float[] outIm = new float[Stft.BINS];
    private final Limiter limiter;
    /** The main microphone without echo: of this hop, and as late as the output. */
    private final float[] newest = new float[Stft.HOP];
    private final float[] single = new float[Stft.HOP];
    private final Limiter singleLimiter;
    /** All microphones with their noise made white; where there is no beam, the same as {@link #single}. */
    private final float[] whitened = new float[Stft.HOP];
    private final StftSynthesis whitenedSynthesis = new StftSynthesis();
    private final Limiter whitenedLimiter;
    private boolean healthChanged;

    /** With {@link SpeechPresence} for a mask. */
    public ArrayFrontEnd(FrontEndSettings settings) {
        this(settings, null);
    }

    /** @param mask tells speech from noise, for the beam; null for {@link SpeechPresence} */
    public ArrayFrontEnd(FrontEndSettings settings, @Nullable MaskSource mask) {
        this.settings = settings;
        this.mask = mask;
        int microphones = settings.microphones();
        presence = new SpeechPresence(microphones);
        highPasses = new HighPass[microphones];
        for (int c = 0; c < microphones; c++) {
            highPasses[c] = new HighPass(CUTOFF, RATE);
        }
        echo = settings.echo() ? new EchoCanceller(microphones) : null;
        stft = new Stft(microphones);
        frame = Spectra.of(microphones, Stft.BINS);
        beam = settings.beam() == FrontEndSettings.Beam.ADAPTIVE
            ? new MvdrBeamformer(microphones, settings.taps(), settings.mainMicrophone()) : null;
        direction = settings.geometry().map(DirectionFinder::new).orElse(null);
        java.util.Arrays.fill(everything, 1f);
        health = new ChannelHealth(microphones);
        limiter = new Limiter(settings.gainDb(), CEILING_DB, RATE);
        singleLimiter = new Limiter(settings.gainDb(), CEILING_DB, RATE);
        whitenedLimiter = new Limiter(settings.gainDb(), CEILING_DB, RATE);
    }

    /**
     * Takes the next hop.
     *
     * @param microphones {@code [microphone][Stft.HOP]}, full scale 1; overwritten by what is left of them without echo
     * @param played      what the loudspeaker played in the same time; ignored without echo canceller
     * @param out         receives {@link Stft#HOP} samples
     */
    public void process(float[][] microphones, float[] played, float[] out) {
        healthChanged |= health.accept(microphones, Stft.HOP);
        for (int c = 0; c < microphones.length; c++) {
            highPasses[c].process(microphones[c], 0, Stft.HOP);
        }
        if (echo != null) {
            echo.process(microphones, played, Stft.HOP);
        }
        if (beam != null || direction != null) {
            stft.analyse(microphones, frame);
        }
        if (direction != null) {
            direction.accept(frame, everything);
        }
        if (beam != null) {
            presence.estimate(frame, speech);
            if (mask != null) {
                mask.estimate(frame, speech);
            }
            beam.update(frame, speech);
            beam.apply(outRe, outIm);
            synthesis.synthesise(outRe, outIm, out);
            presence.whiten(frame, settings.mainMicrophone(), outRe, outIm);
            whitenedSynthesis.synthesise(outRe, outIm, whitened);
            System.arraycopy(newest, 0, single, 0, Stft.HOP);
            System.arraycopy(microphones[settings.mainMicrophone()], 0, newest, 0, Stft.HOP);
        } else {
            System.arraycopy(microphones[settings.mainMicrophone()], 0, out, 0, Stft.HOP);
            System.arraycopy(out, 0, single, 0, Stft.HOP);
            System.arraycopy(out, 0, whitened, 0, Stft.HOP);
        }
        singleLimiter.process(single, 0, Stft.HOP);
        whitenedLimiter.process(whitened, 0, Stft.HOP);
        limiter.process(out, 0, Stft.HOP);
    }

    /** The main microphone without echo, but with no beam, in time with the last output: {@link Stft#HOP} samples. */
    public float[] single() {
        return single;
    }

    /**
     * {@link SpeechPresence#whiten}: all microphones without echo, in time with the last output: {@link Stft#HOP} samples. Measured, a wake
     * word is missed less often in it than in one microphone or behind the adaptive beam.
     */
    public float[] whitened() {
        return whitened;
    }

    /** Samples between the arrival of a sample and the end of the hop in which it leaves. */
    public int latency() {
        return beam != null ? StftSynthesis.LATENCY : Stft.HOP;
    }

    /**
     * Direction of what was said.
     *
     * @param samplesAgo samples before the newest at which it began
     * @param samples    how long it lasted
     * @return degrees from x towards y; NaN if the geometry is not known or nothing was heard
     */
    public double direction(long samplesAgo, long samples) {
        if (direction == null) {
            return Double.NaN;
        }
        long ago = samplesAgo / Stft.HOP + 1;
        long span = Math.max(1, samples / Stft.HOP + 1);
        healthChanged |= health.compare(direction, ago, span);
        return direction.azimuth(ago, span);
    }

    /** {@link EchoCanceller#leftDb} of what was said; 0 without echo canceller. */
    public double leftDb(long samplesAgo, long samples) {
        return echo == null ? 0 : echo.leftDb(samplesAgo + latency(), samples);
    }

    /** Whether the loudspeaker plays, by its reference; false without echo canceller. */
    public boolean playing() {
        return echo != null && echo.playing();
    }

    /** Steered response at 0, 5, ... 355 degrees of the last span asked for by {@link #direction}; empty if the geometry is not known. For pictures: allocates. */
    public float[] directionResponse() {
        return direction == null ? new float[0] : direction.response();
    }

    /** Whether a microphone's health has changed since the last call. */
    public boolean healthChanged() {
        boolean changed = healthChanged;
        healthChanged = false;
        return changed;
    }

    public ChannelHealth health() {
        return health;
    }

    /** Null without a reference. */
    public @Nullable EchoCanceller echo() {
        return echo;
    }

    /** Sound was lost: what is averaged over time stays, what belongs to the last samples goes. */
    public void skip() {
        for (HighPass highPass : highPasses) {
            highPass.reset();
        }
        if (echo != null) {
            echo.skip();
        }
        stft.reset();
        synthesis.reset();
        limiter.reset();
        singleLimiter.reset();
        whitenedSynthesis.reset();
        whitenedLimiter.reset();
        java.util.Arrays.fill(newest, 0f);
        health.reset();
    }
}
