package dev.hearken.models.onnx.internal;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.hearken.models.onnx.OnnxSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts the execution providers of a board file into a session's options; one that cannot be had is explained and passed over. */
public final class Providers {

    private static final String SUFFIX = "executionprovider";

    private Providers() {
    }

    private interface Adder {
        void add(SessionOptions options, OnnxSettings settings) throws OrtException;
    }

    /** Those that ONNX Runtime's Java interface has a method for. */
    private enum Known {
        XNNPACK(OrtProvider.XNNPACK, (options, settings) -> options.addXnnpack(Map.of("intra_op_num_threads", String.valueOf(settings.threads())))),
        NNAPI(OrtProvider.NNAPI, (options, settings) -> options.addNnapi()),
        ACL(OrtProvider.ACL, (options, settings) -> options.addACL(false)),
        QNN(OrtProvider.QNN, (options, settings) -> options.addQnn(Map.of("backend_path", "libQnnHtp.so"))),
        DNNL(OrtProvider.DNNL, (options, settings) -> options.addDnnl(false));

        private final OrtProvider provider;
        private final Adder adder;

        Known(OrtProvider provider, Adder adder) {
            this.provider = provider;
            this.adder = adder;
        }
    }

    /**
     * @return why providers were passed over, a sentence each
     */
    public static List<String> add(OrtEnvironment environment, SessionOptions options, OnnxSettings settings) {
        List<String> reasons = new ArrayList<>();
        for (String name : settings.providers()) {
            // The processor comes last by itself: what it stands before is not wanted.
            if (name.equals("cpu")) {
                break;
            }
            try {
                add(environment, options, settings, name, reasons);
            } catch (OrtException e) {
                reasons.add("provider " + name + " cannot be used: " + e.getMessage());
            }
        }
        return reasons;
    }

    private static void add(OrtEnvironment environment, SessionOptions options, OnnxSettings settings, String name, List<String> reasons) throws OrtException {
        EnumSet<OrtProvider> available = OrtEnvironment.getAvailableProviders();
        for (Known known : Known.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(name) && available.contains(known.provider)) {
                known.adder.add(options, settings);
                return;
            }
        }
        // VSINPU and others are found by the devices that a build or a plug-in library offers.
        List<OrtEpDevice> devices = environment.getEpDevices().stream().filter(device -> same(device.getEpName(), name)).toList();
        if (devices.isEmpty()) {
            reasons.add("provider " + name + " is not in this build of ONNX Runtime, which has " + available
                + "; a build that has it goes to backends.onnx.native-path");
        } else {
            options.addExecutionProvider(devices, Map.of());
        }
    }

    private static boolean same(String provider, String name) {
        String lower = provider.toLowerCase(Locale.ROOT);
        return lower.equals(name) || lower.equals(name.replace("-", "") + SUFFIX);
    }
}
