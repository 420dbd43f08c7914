package dev.hearken.models.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.onnx.internal.NativeBuild;
import dev.hearken.models.onnx.internal.OnnxModel;
import dev.hearken.models.onnx.internal.Providers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime: on the processor, or on what else a board's own build of it has execution providers for. With one thread, which is the
 * default, every model computes on the thread that calls {@link Model#run()}: no pool, no spinning. The native library is loaded by the
 * first {@link #probe()} or {@link #load}.
 */
public final class OnnxBackend implements InferenceBackend {

    /** As packs and board files call it. */
    public static final String NAME = "onnx";

    private static final Logger LOG = LoggerFactory.getLogger(OnnxBackend.class);

    private final OnnxSettings settings;
    private final AtomicBoolean closed = new AtomicBoolean();

    public OnnxBackend() {
        this(OnnxSettings.DEFAULT);
    }

    public OnnxBackend(OnnxSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Probe probe() {
        try {
            OrtEnvironment environment = environment();
            StringBuilder detail = new StringBuilder("providers ").append(OrtEnvironment.getAvailableProviders());
            NativeBuild.complaint().ifPresent(complaint -> detail.append("; ").append(complaint));
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                Providers.add(environment, options, settings).forEach(reason -> detail.append("; ").append(reason));
            }
            return new Probe(true, environment.getVersion(), detail.toString());
        } catch (ModelException e) {
            return new Probe(false, "", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Model load(ModelEntry entry) {
        if (closed.get()) {
            throw new ModelException(entry.file() + ": cannot be loaded, the ONNX back end is closed");
        }
        entry.requireFor(name());
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

    /** With the providers that are wished for; where these refuse the model, on the processor. */
    private OrtSession session(OrtEnvironment environment, ModelEntry entry) {
        try {
            return session(environment, entry, settings);
        } catch (OrtException e) {
            if (settings.providers().equals(OnnxSettings.DEFAULT.providers())) {
                throw refused(entry, e);
            }
            LOG.warn("{}: the providers {} refuse it, it runs on the processor: {}", entry.file(), settings.providers(), e.getMessage());
            try {
                return session(environment, entry, settings.onProcessor());
            } catch (OrtException again) {
                throw refused(entry, again);
            }
        }
    }

    private static ModelException refused(ModelEntry entry, OrtException e) {
        return new ModelException(entry.file() + ": ONNX Runtime refuses it: " + e.getMessage(), e);
    }

    private static OrtSession session(OrtEnvironment environment, ModelEntry entry, OnnxSettings settings) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(settings.threads());
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
            Providers.add(environment, options, settings).forEach(reason -> LOG.warn("{}: {}", entry.file(), reason));
            return environment.createSession(entry.file().toString(), options);
        }
    }

    private OrtEnvironment environment() {
        try {
            return Environment.get(settings);
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

        static synchronized OrtEnvironment get(OnnxSettings settings) throws OrtException {
            NativeBuild.choose(settings.nativePath());
            if (environment == null) {
                OrtEnvironment created = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "hearken");
                created.setTelemetry(false);
                environment = created;
            }
            return environment;
        }
    }
}
