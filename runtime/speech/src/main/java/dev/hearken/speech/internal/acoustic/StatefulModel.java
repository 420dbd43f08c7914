package dev.hearken.speech.internal.acoustic;

import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A network whose memory goes through its tensors: output {@code <state>_out} of one run is input {@code <state>} of the next;
 * all states begin as zeros. Copies in place, allocates nothing a run. One thread; owns the model.
 */
public final class StatefulModel implements AutoCloseable {

    private static final String NEXT = "_out";

    private final Model model;
    private final List<ByteBuffer> states = new ArrayList<>();
    private final List<ByteBuffer> nextStates = new ArrayList<>();
    private final byte[] zeros;

    /**
     * @throws ModelException if the names or shapes of the states do not pair up
     */
    public StatefulModel(ModelEntry entry, Model model) {
        this.model = model;
        int largest = 0;
        for (TensorSpec output : model.outputs()) {
            if (output.name().endsWith(NEXT)) {
                String name = output.name().substring(0, output.name().length() - NEXT.length());
                int input = model.inputIndex(name);
                TensorSpec state = model.inputs().get(input);
                if (state.type() != output.type() || !state.shape().equals(output.shape())) {
                    throw new ModelException(entry.file() + ": state '" + name + "' is " + state.type() + " " + state.shape()
                        + " as input but " + output.type() + " " + output.shape() + " as output");
                }
                states.add(model.input(input));
                nextStates.add(model.output(model.outputIndex(output.name())));
                largest = Math.max(largest, state.bytes());
            }
        }
        zeros = new byte[largest];
    }

    /** The values of a float32 input with the given shape, in row order; the same buffer the model reads. */
    public FloatBuffer input(ModelEntry entry, String name, int... shape) {
        int index = model.inputIndex(name);
        return check(entry, model.inputs().get(index), shape, model.input(index));
    }

    /** The values of a float32 output with the given shape. */
    public FloatBuffer output(ModelEntry entry, String name, int... shape) {
        int index = model.outputIndex(name);
        return check(entry, model.outputs().get(index), shape, model.output(index));
    }

    private static FloatBuffer check(ModelEntry entry, TensorSpec tensor, int[] shape, ByteBuffer buffer) {
        List<Integer> expected = new ArrayList<>();
        for (int dimension : shape) {
            expected.add(dimension);
        }
        if (tensor.type() != dev.hearken.models.api.ElementType.FLOAT32 || !tensor.shape().equals(expected)) {
            throw new ModelException(entry.file() + ": a " + entry.role() + " has '" + tensor.name() + "' as FLOAT32 " + expected
                + ", not " + tensor.type() + " " + tensor.shape());
        }
        return buffer.asFloatBuffer();
    }

    /** Computes one step and makes the new states the current ones. */
    public void run() {
        model.run();
        for (int i = 0; i < states.size(); i++) {
            ByteBuffer next = nextStates.get(i);
            states.get(i).put(0, next, 0, next.capacity());
        }
    }

    /** Sets all states to zero. */
    public void reset() {
        for (int i = 0; i < states.size(); i++) {
            states.get(i).put(0, zeros, 0, states.get(i).capacity());
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
