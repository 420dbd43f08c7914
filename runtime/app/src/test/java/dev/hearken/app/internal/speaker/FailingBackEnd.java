package dev.hearken.app.internal.speaker;

import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.TensorSpec;
import java.nio.ByteBuffer;
import java.util.List;

/** Computes as another back end does until some runs after the wake word; then every model of it is lost. One thread. */
final class FailingBackEnd implements InferenceBackend {

    static final String NAME = "failing";
    /** 0.8 s of sound: the wake word is over, the command is not. */
    private static final int RUNS_AWAKE = 10;

    private final InferenceBackend within;
    boolean awake;
    int failures;

    FailingBackEnd(InferenceBackend within) {
        this.within = within;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Probe probe() {
        return within.probe();
    }

    @Override
    public Model load(ModelEntry entry) {
        return new Failing(within.load(new ModelEntry(entry.role(), entry.name(), within.name(), entry.file(), entry.inputs(), entry.outputs(), entry.parameters())));
    }

    @Override
    public void close() {
    }

    private final class Failing implements Model {

        private final Model model;
        private int runsAwake;

        Failing(Model model) {
            this.model = model;
        }

        @Override
        public List<TensorSpec> inputs() {
            return model.inputs();
        }

        @Override
        public List<TensorSpec> outputs() {
            return model.outputs();
        }

        @Override
        public ByteBuffer input(int index) {
            return model.input(index);
        }

        @Override
        public ByteBuffer output(int index) {
            return model.output(index);
        }

        @Override
        public void run() {
            if (awake && ++runsAwake >= RUNS_AWAKE) {
                failures++;
                throw new ModelException("the wire broke", null, true);
            }
            model.run();
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
