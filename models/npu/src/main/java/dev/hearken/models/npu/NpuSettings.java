package dev.hearken.models.npu;

import dev.hearken.drivers.rknn.RknnLibrary;
import java.nio.file.Path;
import java.time.Duration;

/**
 * @param library    file name or path of librknnrt
 * @param coreMask   cores that compute, as {@code rknn_set_core_mask} takes them; 0 lets the library choose
 * @param compatible the file in which the kernel says what machine this is: names separated by NUL
 * @param longestRun a run that takes longer has hung, and its model is given up
 */
public record NpuSettings(String library, int coreMask, Path compatible, Duration longestRun) {

    /** What a Linux with a device tree has. */
    public static final Path DEVICE_TREE = Path.of("/proc/device-tree/compatible");

    /**
     * The library where it usually is, all cores, and 2 s: the kernel's driver itself gives a job up after less, and a step of a recogniser
     * that takes as long is of no use.
     */
    public static final NpuSettings DEFAULT = new NpuSettings(RknnLibrary.USUAL, 0, DEVICE_TREE, Duration.ofSeconds(2));
}
