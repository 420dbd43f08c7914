package dev.hearken.models.api.internal;

import dev.hearken.models.api.Model;
import dev.hearken.models.api.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs of a stream's runs since its states were last all zero, so that another model can be brought to the same place. Keeps the
 * newest {@value #RUNS} runs: 16 s of the shipped recognisers, which is more than an utterance has and several times as far as their
 * memory reaches, so that an endless stream, too, ends in the right states. One thread; allocates nothing after its construction.
 */
final class StateReplay {

    static final int RUNS = 200;

    private static final String NEXT = "_out";

    private final Model model;
    /** Input and output of each state, by index. */
    private final List<int[]> states = new ArrayList<>();
    /** Inputs that are no states. */
    private final List<Integer> features = new ArrayList<>();
    private final int bytesPerRun;
    /** Ring of {@value #RUNS} runs' features. */
    private final ByteBuffer kept;
    private long recorded;

    /**
     * @param model whose input buffers a caller fills before each run
     * @param runs  how many are kept: {@value #RUNS}, or 0 where nothing is ever recorded
     */
    StateReplay(Model model, int runs) {
        this.model = model;
        List<TensorSpec> inputSpecs = model.inputs();
        List<TensorSpec> outputSpecs = model.outputs();
        int bytes = 0;
        for (int i = 0; i < inputSpecs.size(); i++) {
            TensorSpec input = inputSpecs.get(i);
            int output = outputSpecs.stream().map(TensorSpec::name).toList().indexOf(input.name() + NEXT);
            if (output >= 0 && outputSpecs.get(output).bytes() == input.bytes()) {
                states.add(new int[] {i, output});
            } else {
                features.add(i);
                bytes += input.bytes();
            }
        }
        bytesPerRun = bytes;
        kept = ByteBuffer.allocateDirect(states.isEmpty() ? 0 : Math.multiplyExact(runs, bytes));
    }

    /** Notes what the run that is to come is given. */
    void record() {
        if (states.isEmpty()) {
            return;
        }
        if (atBeginning()) {
            recorded = 0;
        }
        int at = slot(recorded++);
        for (int i = 0; i < features.size(); i++) {
            ByteBuffer input = model.input(features.get(i));
            kept.put(at, input, 0, input.capacity());
            at += input.capacity();
        }
    }

    /**
     * Runs all but the newest of what was noted through a model that has just been loaded, and leaves its states in the caller's buffers,
     * where the newest run takes them from.
     */
    void into(Model other) {
        if (states.isEmpty()) {
            return;
        }
        for (int[] state : states) {
            clear(other.input(state[0]));
        }
        for (long run = Math.max(0, recorded - RUNS); run < recorded - 1; run++) {
            int at = slot(run);
            for (int feature : features) {
                ByteBuffer input = other.input(feature);
                input.put(0, kept, at, input.capacity());
                at += input.capacity();
            }
            other.run();
            for (int[] state : states) {
                ByteBuffer input = other.input(state[0]);
                input.put(0, other.output(state[1]), 0, input.capacity());
            }
        }
        for (int[] state : states) {
            ByteBuffer input = model.input(state[0]);
            input.put(0, other.input(state[0]), 0, input.capacity());
        }
    }

    private int slot(long run) {
        return (int) (run % RUNS) * bytesPerRun;
    }

    private boolean atBeginning() {
        for (int i = 0; i < states.size(); i++) {
            ByteBuffer state = model.input(states.get(i)[0]);
            for (int at = 0; at < state.capacity(); at++) {
                if (state.get(at) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void clear(ByteBuffer buffer) {
        for (int at = 0; at < buffer.capacity(); at++) {
            buffer.put(at, (byte) 0);
        }
    }
}
