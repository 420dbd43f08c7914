package dev.hearken.dsp;

/**
 * What a person at the other end of a call, or of a recording, hears: noise suppression, even level, no howling, over the output of
 * an {@link ArrayFrontEnd}. Never what a wake word or a recogniser is fed with. One thread; no allocation a hop; delays by
 * {@link StftSynthesis#LATENCY} samples less the hop that the caller has gathered anyway.
 */
public final class CallOutput {

    private static final double FLOOR_DB = -15;
    private static final double LEVEL_DB = -24;
    private static final double MOST_GAIN_DB = 24;

    private final Stft stft = new Stft(1);
    private final Spectra frame = Spectra.of(1, Stft.BINS);
    private final StftSynthesis synthesis = new StftSynthesis();
    private final NoiseSuppressor suppressor = new NoiseSuppressor(FLOOR_DB);
    private final HowlingNotch notch = new HowlingNotch();
    private final CallGain gain = new CallGain(LEVEL_DB, MOST_GAIN_DB);
    private final Limiter limiter = new Limiter(0, -1, 16_000);
    private final float[][] in = new float[1][];

    /**
     * @param hop {@link Stft#HOP} samples
     * @param out receives as many; may not be the same array
     */
    public void process(float[] hop, float[] out) {
        in[0] = hop;
        stft.analyse(in, frame);
        notch.watch(frame.re()[0], frame.im()[0]);
        suppressor.process(frame.re()[0], frame.im()[0]);
        synthesis.synthesise(frame.re()[0], frame.im()[0], out);
        notch.process(out);
        gain.process(out);
        limiter.process(out, 0, Stft.HOP);
    }

    public void reset() {
        stft.reset();
        synthesis.reset();
        suppressor.reset();
        gain.reset();
        limiter.reset();
    }
}
