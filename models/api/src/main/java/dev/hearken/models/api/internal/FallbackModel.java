package dev.hearken.models.api.internal;

import dev.hearken.models.api.ElementType;
import dev.hearken.models.api.Fallback;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * A model with others standing by. When the one in use fails, or gives not-a-number for numbers, the next is loaded and computes the
 * same run, so that the caller notices nothing but the time. Memory that goes through tensors (output {@code <state>_out} to input
 * {@code <state>}) is made anew: the inputs since the states were last zero, kept here, run through the new model from zero states.
 * Its buffers are its own and stay the same whatever computes. A run allocates nothing as long as nothing fails.
 */
public final class FallbackModel implements Model {

    private final ModelEntry wanted;
    private final Function<ModelEntry, Model> loader;
    private final Whereabouts whereabouts;
    private final Deque<ModelEntry> standingBy;
    private final List<ByteBuffer> inputs;
    private final List<ByteBuffer> outputs;
    private final StateReplay replay;
    private String backend;
    private Model current;
    private boolean closed;

    /**
     * @param entry       of the model in use
     * @param model       becomes this object's own
     * @param standingBy  the same model for other back ends, the preferred one first; may be empty
     * @param loader      loads one of them
     * @param whereabouts of this model alone
     */
    public FallbackModel(ModelEntry entry, Model model, List<ModelEntry> standingBy, Function<ModelEntry, Model> loader, Whereabouts whereabouts) {
        this.wanted = entry;
        this.backend = entry.backend();
        this.current = model;
        this.standingBy = new ArrayDeque<>(standingBy);
        this.loader = loader;
        this.whereabouts = whereabouts;
        this.inputs = buffers(model.inputs());
        this.outputs = buffers(model.outputs());
        this.replay = new StateReplay(model.inputs(), model.outputs(), inputs, standingBy.isEmpty() ? 0 : StateReplay.RUNS);
    }

    private static List<ByteBuffer> buffers(List<TensorSpec> specs) {
        return specs.stream().map(spec -> ByteBuffer.allocateDirect(spec.bytes()).order(ByteOrder.nativeOrder())).toList();
    }

    @Override
    public List<TensorSpec> inputs() {
        return wanted.inputs();
    }

    @Override
    public List<TensorSpec> outputs() {
        return wanted.outputs();
    }

    @Override
    public ByteBuffer input(int index) {
        return inputs.get(index);
    }

    @Override
    public ByteBuffer output(int index) {
        return outputs.get(index);
    }

    @Override
    public void run() {
        if (closed) {
            throw new ModelException(wanted.file() + ": the model is closed");
        }
        if (!standingBy.isEmpty()) {
            replay.record();
        }
        try {
            runOnce();
        } catch (ModelException e) {
            goOn(e);
        }
    }

    private void runOnce() {
        for (int i = 0; i < inputs.size(); i++) {
            copy(inputs.get(i), current.input(i));
        }
        current.run();
        for (int i = 0; i < outputs.size(); i++) {
            copy(current.output(i), outputs.get(i));
        }
        if (!standingBy.isEmpty() && anyNaN(wanted.outputs(), outputs) && !anyNaN(wanted.inputs(), inputs)) {
            throw new ModelException(wanted.file() + ": it gave not-a-number for numbers");
        }
    }

    private void goOn(ModelException failure) {
        ModelException reason = failure;
        List<String> reasons = new ArrayList<>();
        while (!standingBy.isEmpty()) {
            ModelEntry next = standingBy.removeFirst();
            reasons.add(String.valueOf(reason.getMessage()));
            try {
                Model replacement = loader.apply(next);
                closeCurrent();
                current = replacement;
                String failed = backend;
                backend = next.backend();
                replay.into(current);
                runOnce();
                whereabouts.moved(new Fallback(wanted.role(), wanted.name(), failed, backend, String.join("; ", reasons), true));
                return;
            } catch (ModelException e) {
                reason = e;
            }
        }
        throw reason;
    }

    /** What has failed may fail to close; that it failed is told already. */
    private void closeCurrent() {
        try {
            current.close();
        } catch (ModelException ignored) {
            // Nothing can be done about it, and the next model is there.
        }
    }

    private static void copy(ByteBuffer from, ByteBuffer to) {
        to.put(0, from, 0, to.capacity());
    }

    private static boolean anyNaN(List<TensorSpec> specs, List<ByteBuffer> buffers) {
        for (int i = 0; i < buffers.size(); i++) {
            if (specs.get(i).type() == ElementType.FLOAT32 && anyNaN(buffers.get(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyNaN(ByteBuffer floats) {
        for (int at = 0; at < floats.capacity(); at += Float.BYTES) {
            if (Float.isNaN(floats.getFloat(at))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            whereabouts.closed();
            current.close();
        }
    }
}
