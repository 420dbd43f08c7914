package dev.hearken.app.internal.model;

import dev.hearken.app.internal.config.BackEndSettings;
import dev.hearken.app.internal.config.ConfigurationException;
import dev.hearken.app.internal.config.NearestKey;
import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.npu.NpuBackend;
import dev.hearken.models.npu.NpuSettings;
import dev.hearken.models.onnx.OnnxBackend;
import dev.hearken.models.onnx.OnnxSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The inference back ends this build knows, by name. */
public final class BackEnds {

    private static final Logger LOG = LoggerFactory.getLogger(BackEnds.class);
    private static final Map<String, Function<BackEndSettings, InferenceBackend>> KNOWN = Map.of(
        OnnxBackend.NAME, settings -> new OnnxBackend(onnx(settings)), NpuBackend.NAME, settings -> new NpuBackend(npu(settings)));

    private BackEnds() {
    }

    /**
     * Every back end that a model may use, whether usable here or not.
     *
     * @throws ConfigurationException if a name is unknown
     */
    public static List<InferenceBackend> configured(BackEndSettings settings) {
        List<InferenceBackend> backEnds = new ArrayList<>();
        for (String name : settings.names()) {
            Function<BackEndSettings, InferenceBackend> maker = KNOWN.get(name);
            if (maker == null) {
                String hint = NearestKey.of(name, KNOWN.keySet()).map(n -> "; did you mean '" + n + "'?").orElse("; known: " + KNOWN.keySet());
                throw new ConfigurationException("'backends.order': unknown back end '" + name + "'" + hint);
            }
            backEnds.add(maker.apply(settings));
        }
        return backEnds;
    }

    /** What the board file says of ONNX Runtime. */
    public static OnnxSettings onnx(BackEndSettings settings) {
        BackEndSettings.Onnx onnx = settings.onnx();
        return new OnnxSettings(onnx.nativePath(), onnx.providers(), onnx.threads());
    }

    /** What the board file says of the NPU. */
    public static NpuSettings npu(BackEndSettings settings) {
        BackEndSettings.Rknn rknn = settings.rknn();
        NpuSettings usual = NpuSettings.DEFAULT;
        return new NpuSettings(rknn.library().orElse(usual.library()), rknn.coreMask().bits(), usual.compatible(), usual.longestRun());
    }

    /**
     * Looks whether anything can compute at all. One that cannot be used here stays in the order: a model that is made for it then tells why it
     * runs elsewhere.
     *
     * @throws ModelException if none can be used on this machine
     */
    static void requireOne(List<InferenceBackend> backEnds) {
        List<String> reasons = new ArrayList<>();
        for (InferenceBackend backEnd : backEnds) {
            InferenceBackend.Probe probe = backEnd.probe();
            if (!probe.usable()) {
                reasons.add(backEnd.name() + ": " + probe.detail());
                LOG.warn("Back end {} cannot be used here: {}", backEnd.name(), probe.detail());
            }
        }
        if (reasons.size() == backEnds.size()) {
            throw new ModelException("no inference back end can be used here: " + String.join("; ", reasons));
        }
    }
}
