package dev.hearken.app.internal.bench;

import dev.hearken.app.internal.bench.BackEndBench.Contender;
import dev.hearken.app.internal.config.BackEndSettings;
import dev.hearken.app.internal.config.BackEndSettings.CoreMask;
import dev.hearken.app.internal.model.BackEnds;
import dev.hearken.models.api.InferenceBackend;
import dev.hearken.models.npu.NpuBackend;
import dev.hearken.models.npu.NpuSettings;
import dev.hearken.models.onnx.OnnxBackend;
import dev.hearken.models.onnx.OnnxSettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The back ends and settings that are worth measuring on this machine: providers and threads of ONNX Runtime, cores of the NPU. */
public final class BackEndContenders {

    /** More threads do not help networks of this size. */
    private static final int MOST_THREADS = 4;

    private BackEndContenders() {
    }

    public static List<Contender> of(BackEndSettings settings, int processors) {
        List<Contender> contenders = new ArrayList<>();
        Set<String> providers = new LinkedHashSet<>(List.of("cpu"));
        providers.addAll(settings.onnx().providers());
        for (String provider : providers) {
            for (int threads = 1; threads <= Math.min(processors, MOST_THREADS); threads *= 2) {
                List<String> list = provider.equals("cpu") ? List.of("cpu") : List.of(provider, "cpu");
                OnnxSettings onnx = new OnnxSettings(settings.onnx().nativePath(), list, threads);
                contenders.add(new Contender(OnnxBackend.NAME, provider + (threads == 1 ? ", 1 thread" : ", " + threads + " threads"), provider, threads,
                    () -> new OnnxBackend(onnx)));
            }
        }
        NpuSettings npu = BackEnds.npu(settings);
        InferenceBackend.Probe probe = new NpuBackend(npu).probe();
        if (probe.usable()) {
            for (CoreMask mask : List.of(CoreMask.AUTO, CoreMask.CORE_0, CoreMask.CORE_0_1, CoreMask.CORE_0_1_2)) {
                NpuSettings masked = new NpuSettings(npu.library(), mask.bits(), npu.compatible(), npu.longestRun());
                contenders.add(new Contender(NpuBackend.NAME, mask.name().toLowerCase(Locale.ROOT).replace('_', '-'), "", 0, () -> new NpuBackend(masked)));
            }
        }
        return contenders;
    }
}
