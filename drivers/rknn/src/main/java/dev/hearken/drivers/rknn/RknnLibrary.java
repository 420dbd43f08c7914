package dev.hearken.drivers.rknn;

import dev.hearken.drivers.rknn.internal.Rknnrt;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The NPU's library, loaded. A process has one. Thread-safe. */
public final class RknnLibrary {

    /** Where Rockchip's systems have it. */
    public static final String USUAL = "librknnrt.so";

    /** Structures and functions used here are those of 1.6 up to all 2.x; older ones refuse today's models with other words than these. */
    private static final int OLDEST_MAJOR = 1;
    private static final int OLDEST_MINOR = 6;
    private static final int TOO_NEW_MAJOR = 3;

    /** The library's own text before its version, which it writes to the log when it loads a model. */
    private static final byte[] MARK = "librknnrt version: ".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_VERSION = 64;

    private final File file;
    private final Optional<RknnVersion> version;

    private RknnLibrary(File file) {
        this.file = file;
        this.version = stated(file.toPath());
    }

    /**
     * @param library file name or path
     * @throws RknnException if it is not there, not librknnrt, or of a version that is not known here
     */
    public static RknnLibrary open(String library) {
        RknnLibrary opened = new RknnLibrary(Rknnrt.load(library));
        opened.version.flatMap(RknnLibrary::unfit).ifPresent(reason -> {
            throw new RknnException(RknnError.DEVICE_MISMATCH, reason);
        });
        return opened;
    }

    /** Its version as its file states it, before any model is loaded. */
    public Optional<RknnVersion> version() {
        return version;
    }

    public Path file() {
        return file.toPath();
    }

    /** Why a library of this version cannot be used; empty if it can. */
    static Optional<String> unfit(RknnVersion version) {
        if (version.before(OLDEST_MAJOR, OLDEST_MINOR)) {
            return Optional.of("librknnrt " + version + " is older than " + OLDEST_MAJOR + "." + OLDEST_MINOR
                + " and cannot load today's models; replace it by the one of rknpu2 2.x, which must not be older than the toolkit that made the models");
        }
        if (!version.before(TOO_NEW_MAJOR, 0)) {
            return Optional.of("librknnrt " + version + " is newer than this build knows (up to 2.x): its structures may be others");
        }
        return Optional.empty();
    }

    /** Looks for the mark in the file, as {@code strings | grep} would; reads it once. */
    private static Optional<RknnVersion> stated(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            int matched = 0;
            for (int b = in.read(); b >= 0; b = in.read()) {
                // The mark's first letter appears in it only once, so that a mismatch can begin anew at once.
                matched = b == MARK[matched] ? matched + 1 : b == MARK[0] ? 1 : 0;
                if (matched == MARK.length) {
                    String text = new String(in.readNBytes(LONGEST_VERSION), StandardCharsets.ISO_8859_1);
                    return RknnVersion.find(text.substring(0, text.indexOf('\0') < 0 ? text.length() : text.indexOf('\0')));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
