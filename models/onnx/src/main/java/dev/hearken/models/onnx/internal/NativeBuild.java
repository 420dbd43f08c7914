package dev.hearken.models.onnx.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which build of ONNX Runtime this process loads: the first choice counts, for a process can load only one. */
public final class NativeBuild {

    /** Where ONNX Runtime's Java code looks for a build other than the one in its jar. */
    private static final String PROPERTY = "onnxruntime.native.path";

    private static final Logger LOG = LoggerFactory.getLogger(NativeBuild.class);

    private static boolean chosen;
    private static @Nullable Path inUse;
    private static @Nullable String complaint;

    private NativeBuild() {
    }

    /** @param folder with the two libraries; where one is missing, the build that ships is used and {@link #complaint} says why */
    public static synchronized void choose(Optional<Path> folder) {
        Path wanted = folder.map(Path::toAbsolutePath).orElse(null);
        if (chosen) {
            if (wanted != null && !wanted.equals(inUse) && complaint == null) {
                complain("native-path " + wanted + " comes too late, this process has loaded another build of ONNX Runtime");
            }
            return;
        }
        chosen = true;
        if (wanted == null) {
            return;
        }
        List<String> missing = List.of("onnxruntime", "onnxruntime4j_jni").stream().map(System::mapLibraryName)
            .filter(library -> !Files.isRegularFile(wanted.resolve(library))).toList();
        if (missing.isEmpty()) {
            System.setProperty(PROPERTY, wanted.toString());
            inUse = wanted;
        } else {
            complain("native-path " + wanted + " has no " + String.join(" and no ", missing) + ", so the build that ships is used");
        }
    }

    private static void complain(String reason) {
        complaint = reason;
        LOG.warn("{}", reason);
    }

    /** Why another build is in use than the one that was wished for. */
    public static synchronized Optional<String> complaint() {
        return Optional.ofNullable(complaint);
    }
}
