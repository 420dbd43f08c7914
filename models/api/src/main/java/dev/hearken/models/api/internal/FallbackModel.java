package dev.hearken.models.api.internal;

import dev.hearken.models.api.BufferedModel;
import dev.hearken.models.api.ElementType;
import dev.hearken.models.api.Fallback;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.TensorSpec;
import java.nio.ByteBuffer;
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
public final class FallbackModel extends BufferedModel {

    private final Function<ModelEntry, Model> loader;
    private final Whereabouts whereabouts;
    private final Deque<ModelEntry> standingBy;
    private final StateReplay replay;
    private String backend;
    private Model current;

    /**
     * @param entry       of the model in use
     * @param model       becomes this object's own
     * @param standingBy  the same model for other back ends, the preferred one first; may be empty
     * @param loader      loads one of them
     * @param whereabouts of this model alone
     */
    public FallbackModel(ModelEntry entry, Model model, List<ModelEntry> standingBy, Function<ModelEntry, Model> loader, Whereabouts whereabouts) {
        super(entry);
        this.backend = entry.backend();
        this.current = model;
        this.standingBy = new ArrayDeque<>(standingBy);
        this.loader = loader;
        this.whereabouts = whereabouts;
        this.replay = new StateReplay(this, standingBy.isEmpty() ? 0 : StateReplay.RUNS);
    }

    @Override
    protected void compute() {
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
        for (int i = 0; i < inputs().size(); i++) {
            copy(input(i), current.input(i));
        }
        current.run();
        for (int i = 0; i < outputs().size(); i++) {
            copy(current.output(i), output(i));
        }
        if (!standingBy.isEmpty() && anyNaN(outputs(), false) && !anyNaN(inputs(), true)) {
            throw new ModelException(entry().file() + ": it gave not-a-number for numbers");
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
                whereabouts.moved(new Fallback(entry().role(), entry().name(), failed, backend, String.join("; ", reasons), true));
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

    private boolean anyNaN(List<TensorSpec> specs, boolean given) {
        for (int i = 0; i < specs.size(); i++) {
            if (specs.get(i).type() == ElementType.FLOAT32 && anyNaN(given ? input(i) : output(i))) {
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
    protected void release() {
        whereabouts.closed();
        current.close();
    }
}
