package dev.hearken.speech.internal.acoustic;

import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.Parameters;
import dev.hearken.models.api.TensorSpec;
import dev.hearken.speech.internal.feature.Fbank;
import dev.hearken.speech.internal.feature.FrameSink;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Streaming phone recogniser: fbank frames in, natural-log phone probabilities out, one frame of them for every
 * {@link #subsampling()} in. Delivered frame j tells of the fbank frames before {@code subsampling * (j + 1) - lookAhead}.
 * Allocates nothing a frame beyond what the back end does. One thread.
 */
public final class AcousticModel implements FrameSink, AutoCloseable {

    private final StatefulModel network;
    private final FloatBuffer fbank;
    private final FloatBuffer logp;
    private final FrameSink sink;
    private final float[] scores;
    /** The frame of least energy since the last reset: what the background sounds like. */
    private final float[] quietest = new float[Fbank.BINS];
    private float leastEnergy = Float.POSITIVE_INFINITY;
    private final int framesPerRun;
    private final int outputsPerRun;
    private final int phones;
    private final int subsampling;
    private final int lookAhead;
    private int filled;

    /**
     * @param phones size of the recogniser's phone table
     * @param sink   gets each frame of {@code phones} values
     * @throws ModelException if the entry's tensors or parameters are not those of a recogniser
     */
    public AcousticModel(ModelEntry entry, Model model, int phones, FrameSink sink) {
        Parameters parameters = Parameters.of(entry);
        this.subsampling = parameters.integer("subsampling", 1, 16);
        this.lookAhead = parameters.integer("lookAheadFrames", 0, 400);
        this.phones = phones;
        this.sink = sink;
        List<Integer> shape = entry.inputs().stream().filter(i -> i.name().equals("fbank")).findFirst().map(TensorSpec::shape)
            .orElseThrow(() -> new ModelException(entry.file() + ": a recogniser has an input 'fbank'"));
        this.framesPerRun = shape.size() == 3 ? shape.get(1) : 0;
        if (framesPerRun == 0 || framesPerRun % subsampling != 0) {
            throw new ModelException(entry.file() + ": 'fbank' must be [1, T, " + Fbank.BINS + "] with T a multiple of the subsampling, "
                + subsampling + ", not " + shape);
        }
        this.outputsPerRun = framesPerRun / subsampling;
        this.network = new StatefulModel(entry, model);
        this.fbank = network.input(entry, "fbank", 1, framesPerRun, Fbank.BINS);
        this.logp = network.output(entry, "logp", 1, outputsPerRun, phones);
        this.scores = new float[outputsPerRun * phones];
    }

    public int subsampling() {
        return subsampling;
    }

    /** Delay inside the network, in fbank frames. */
    public int lookAhead() {
        return lookAhead;
    }

    /** Forgets everything heard. */
    public void reset() {
        filled = 0;
        leastEnergy = Float.POSITIVE_INFINITY;
        network.reset();
    }

    @Override
    public void frame(float[] frame, int offset) {
        fbank.put(filled * Fbank.BINS, frame, offset, Fbank.BINS);
        float energy = 0;
        for (int b = 0; b < Fbank.BINS; b++) {
            energy += frame[offset + b];
        }
        if (energy < leastEnergy) {
            leastEnergy = energy;
            System.arraycopy(frame, offset, quietest, 0, Fbank.BINS);
        }
        if (++filled == framesPerRun) {
            filled = 0;
            network.run();
            logp.get(0, scores);
            for (int i = 0; i < outputsPerRun; i++) {
                sink.frame(scores, i * phones);
            }
        }
    }

    /**
     * Delivers what is still inside by going on with the quietest frame heard.
     *
     * @param trailing frames of background to add besides those the look-ahead and the last run need
     */
    public void flush(int trailing) {
        int missing = lookAhead + trailing;
        while (missing > 0 || filled > 0) {
            frame(quietest, 0);
            missing--;
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
