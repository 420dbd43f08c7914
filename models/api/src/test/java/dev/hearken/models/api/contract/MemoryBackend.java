package dev.hearken.models.api.contract;

import dev.hearken.models.api.BufferedModel;
import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Networks written in Java, for tests: a model file holds just the name under which its network was registered.
 */
public final class MemoryBackend implements InferenceBackend {

    private final String name;
    private final Map<String, Network> networks;
    private boolean closed;

    public MemoryBackend(Map<String, Network> networks) {
        this("memory", networks);
    }

    /** One of several in a test. */
    public MemoryBackend(String name, Map<String, Network> networks) {
        this.name = name;
        this.networks = Map.copyOf(networks);
    }

    /** @param compute reads the model's inputs and writes its outputs */
    public record Network(List<TensorSpec> inputs, List<TensorSpec> outputs, Consumer<Model> compute) {
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Probe probe() {
        return new Probe(true, "1", networks.keySet().toString());
    }

    @Override
    public Model load(ModelEntry entry) {
        if (closed) {
            throw new ModelException(entry.file() + ": the back end is closed");
        }
        if (!entry.backend().equals(name())) {
            throw new ModelException(entry.file() + ": made for back end '" + entry.backend() + "', not '" + name() + "'");
        }
        Network network = networks.get(read(entry.file()));
        if (network == null) {
            throw new ModelException(entry.file() + ": holds no network known here");
        }
        check(entry, entry.inputs(), network.inputs());
        check(entry, entry.outputs(), network.outputs());
        return new MemoryModel(entry, network.compute());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new ModelException(file + ": cannot be read", e);
        }
    }

    private static void check(ModelEntry entry, List<TensorSpec> stated, List<TensorSpec> found) {
        for (TensorSpec tensor : stated) {
            if (!found.contains(tensor)) {
                throw new ModelException(entry.file() + ": no tensor '" + tensor.name() + "' as the pack states it, only " + found);
            }
        }
        for (TensorSpec tensor : found) {
            if (!stated.contains(tensor)) {
                throw new ModelException(entry.file() + ": the pack does not state tensor '" + tensor.name() + "'");
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private static final class MemoryModel extends BufferedModel {

        private final Consumer<Model> network;

        MemoryModel(ModelEntry entry, Consumer<Model> network) {
            super(entry);
            this.network = network;
        }

        @Override
        protected void compute() {
            network.accept(this);
        }

        @Override
        protected void release() {
        }
    }
}
