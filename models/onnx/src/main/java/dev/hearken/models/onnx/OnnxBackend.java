package dev.hearken.models.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.onnx.internal.OnnxModel;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime on the processor. Every model computes on the thread that calls {@link Model#run()}: no pool, no spinning.
 * The native library is loaded by the first {@link #probe()} or {@link #load}.
 */
public final class OnnxBackend implements InferenceBackend {

    private static final Logger LOG = LoggerFactory.getLogger(OnnxBackend.class);

    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public String name() {
        return "onnx";
    }

    @Override
    public Probe probe() {
        try {
            return new Probe(true, environment().getVersion(), "providers " + OrtEnvironment.getAvailableProviders());
        } catch (ModelException e) {
            return new Probe(false, "", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Model load(ModelEntry entry) {
        if (closed.get()) {
            throw new ModelException(entry.file() + ": cannot be loaded, the ONNX back end is closed");
        }
        if (!entry.backend().equals(name())) {
            throw new ModelException(entry.file() + ": made for back end '" + entry.backend() + "', not '" + name() + "'");
        }
        if (!Files.isRegularFile(entry.file())) {
            throw new ModelException(entry.file() + ": no such file");
        }
        OrtEnvironment environment = environment();
        OrtSession session = session(environment, entry);
        try {
            return new OnnxModel(environment, session, entry);
        } catch (OrtException e) {
            closeQuietly(session);
            throw new ModelException(entry.file() + ": ONNX Runtime cannot bind its tensors: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            closeQuietly(session);
            throw e;
        }
    }

    private static OrtSession session(OrtEnvironment environment, ModelEntry entry) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            // A failed run throws with the same text that it would log.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
            // These networks need some tens of kilobytes between layers: malloc serves that without an arena that only grows.
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            options.addConfigEntry("session.use_device_allocator_for_initializers", "1");
            return environment.createSession(entry.file().toString(), options);
        } catch (OrtException e) {
            throw new ModelException(entry.file() + ": ONNX Runtime refuses it: " + e.getMessage(), e);
        }
    }

    private static OrtEnvironment environment() {
        try {
            return Environment.get();
        } catch (OrtException | LinkageError e) {
            throw new ModelException("ONNX Runtime cannot be used on this machine: " + e.getMessage(), e);
        }
    }

    private static void closeQuietly(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            LOG.warn("closing a refused model failed: {}", e.getMessage());
        }
    }

    /** The process-wide environment stays: ONNX Runtime has one a process, and closing it would break other back ends. */
    @Override
    public void close() {
        closed.set(true);
    }

    /** Creates ONNX Runtime's one environment when it is first needed. */
    private static final class Environment {

        private static @Nullable OrtEnvironment environment;

        private Environment() {
        }

        static synchronized OrtEnvironment get() throws OrtException {
            if (environment == null) {
                OrtEnvironment created = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "hearken");
                created.setTelemetry(false);
                environment = created;
            }
            return environment;
        }
    }
}
