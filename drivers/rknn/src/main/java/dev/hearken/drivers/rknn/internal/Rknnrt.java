package dev.hearken.drivers.rknn.internal;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import dev.hearken.drivers.rknn.RknnError;
import dev.hearken.drivers.rknn.RknnException;
import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * librknnrt, mapped directly: names and arguments are those of the C functions, pointers and contexts travel as Java longs (64-bit
 * machines only), so that a call allocates nothing. One library a process, the first one that {@link #load} is given.
 */
public final class Rknnrt {

    private static @Nullable String loaded;
    private static @Nullable File file;

    private Rknnrt() {
    }

    /**
     * Loads the library, or sees that it is the one loaded.
     *
     * @param library a name for the dynamic linker, or a path
     * @return its file
     * @throws RknnException if there is none, it lacks a function, or another one is in use
     */
    public static synchronized File load(String library) {
        if (loaded == null || file == null) {
            if (Native.POINTER_SIZE != 8) {
                throw new RknnException(RknnError.UNKNOWN, "the NPU needs a 64-bit system");
            }
            NativeLibrary found;
            try {
                found = NativeLibrary.getInstance(library);
            } catch (UnsatisfiedLinkError e) {
                throw new RknnException(RknnError.UNKNOWN, "the NPU's library " + library + " cannot be loaded (Rockchip's rknpu2 has it; it belongs into /usr/lib): "
                    + e.getMessage());
            }
            try {
                Native.register(Rknnrt.class, found);
            } catch (UnsatisfiedLinkError e) {
                throw new RknnException(RknnError.UNKNOWN, library + " is not librknnrt 1.6 or newer, a function is missing: " + e.getMessage());
            }
            loaded = library;
            file = found.getFile();
        } else if (!loaded.equals(library)) {
            throw new RknnException(RknnError.UNKNOWN, "the NPU's library " + library + " cannot be used, this process uses " + loaded);
        }
        return file;
    }

    /** A size of 0 says that {@code model} is the path of the model's file. */
    public static native int rknn_init(long contextPointer, long model, int size, int flags, long extend);

    public static native int rknn_destroy(long context);

    public static native int rknn_query(long context, int command, long info, int size);

    public static native int rknn_set_core_mask(long context, int mask);

    public static native int rknn_run(long context, long extend);

    public static native long rknn_create_mem(long context, int size);

    public static native int rknn_destroy_mem(long context, long memory);

    public static native int rknn_set_io_mem(long context, long memory, long attribute);
}
