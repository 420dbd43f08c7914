package dev.hearken.drivers.rknn;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A librknnrt that computes on the processor and fails as a model file tells it to (fake_rknnrt.c), compiled when a test first asks;
 * what it has allocated is counted. One a JVM, as of the real library.
 */
public final class FakeRknn {

    private static Path library;

    private FakeRknn() {
    }

    /** Path of the library; aborts the test where there is no C compiler. */
    public static synchronized String library() {
        if (library == null) {
            try {
                library = CSource.library("fake_rknnrt", Files.createTempDirectory("hearken-fake-rknn"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return library.toString();
    }

    /** Contexts that have not been destroyed. */
    public static long contexts() {
        return count("fake_contexts");
    }

    /** Buffers that have not been destroyed. */
    public static long memories() {
        return count("fake_memories");
    }

    /** Bytes it holds for contexts and buffers. */
    public static long bytes() {
        return count("fake_bytes");
    }

    /** Calls of rknn_run so far. */
    public static long runs() {
        return count("fake_runs");
    }

    /** Runs that hang now. */
    public static long hanging() {
        return count("fake_hanging");
    }

    /** Lets all runs that hang now go on. */
    public static void release() {
        NativeLibrary.getInstance(library()).getFunction("fake_release").invokeVoid(new Object[0]);
    }

    /** Changes what system on chip it is; rk3566 at first. */
    public static void platform(String name) {
        NativeLibrary.getInstance(library()).getFunction("fake_platform").invokeVoid(new Object[] {name});
    }

    private static long count(String function) {
        return NativeLibrary.getInstance(library()).getFunction(function).invokeLong(new Object[0]);
    }
}
