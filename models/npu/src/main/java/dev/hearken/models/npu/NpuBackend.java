package dev.hearken.models.npu;

import dev.hearken.drivers.rknn.RknnContext;
import dev.hearken.drivers.rknn.RknnException;
import dev.hearken.drivers.rknn.RknnLibrary;
import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.api.Model;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.npu.internal.NpuModel;
import dev.hearken.models.npu.internal.SystemOnChip;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rockchip's NPU through librknnrt. A pack has one model file for each system on chip; which one this machine is says its device tree.
 * Each model has a thread of its own, so that a run that hangs can be given up.
 */
public final class NpuBackend implements InferenceBackend {

    /** As packs and board files call it. */
    public static final String NAME = "rknn";

    private static final Logger LOG = LoggerFactory.getLogger(NpuBackend.class);

    private final NpuSettings settings;
    private final SystemOnChip machine;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** Versions as they were told with the last model loaded; the library tells the driver's with a model only. */
    private final AtomicReference<String> versions = new AtomicReference<>("");

    public NpuBackend() {
        this(NpuSettings.DEFAULT);
    }

    public NpuBackend(NpuSettings settings) {
        this.settings = settings;
        this.machine = SystemOnChip.read(settings.compatible());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Probe probe() {
        if (machine.names().isEmpty()) {
            return new Probe(false, "", machine.description());
        }
        try {
            RknnLibrary library = RknnLibrary.open(settings.library());
            String version = library.version().map(Object::toString).orElse("");
            return new Probe(true, version, machine.description() + ", " + library.file() + versions.get());
        } catch (RknnException e) {
            return new Probe(false, "", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Model load(ModelEntry entry) {
        if (closed.get()) {
            throw new ModelException(entry.file() + ": cannot be loaded, the NPU back end is closed");
        }
        ModelEntry chosen = machine.choose(entry);
        chosen.requireFor(NAME);
        RknnContext context;
        try {
            context = RknnContext.open(RknnLibrary.open(settings.library()), chosen.file(), settings.coreMask());
        } catch (RknnException e) {
            throw new ModelException(withFile(chosen, e), e, e.error().deviceLost());
        }
        try {
            Model model = NpuModel.of(chosen, context, settings.longestRun());
            versions.set(", library " + context.sdk() + ", kernel driver " + context.driver());
            LOG.debug("{} on the NPU: {}, librknnrt {}, kernel driver {}", entry.label(), chosen.file(), context.sdk(), context.driver());
            return model;
        } catch (RuntimeException e) {
            context.close();
            throw e;
        }
    }

    private static String withFile(ModelEntry entry, RknnException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith(entry.file().toString()) ? message : entry.file() + ": " + message;
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
