package dev.hearken.update.internal.delta;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictContentType;
import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.hearken.update.ContentId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Files as patches of older files, as {@code zstd --patch-from} makes them: one Zstandard frame that uses the old file as its raw
 * dictionary. The old file is mapped, not copied; the decoder's window, which the frame's own head states and which is checked
 * first, is no longer than old and new file together or 128 MiB.
 */
public final class ZstdPatch {

    private static final int LONGEST_WINDOW_LOG = 27;
    private static final int LEVEL = 19;
    private static final int BLOCK = 1 << 16;

    private ZstdPatch() {
    }

    /**
     * Writes the new file; the caller checks its hash.
     *
     * @param most bytes that old and new file may have together
     * @throws IOException if the patch is damaged, is for another result, or would need more than that
     */
    public static void apply(Path old, Path patch, ContentId result, long most, Path into) throws IOException {
        try (FileChannel base = FileChannel.open(old, StandardOpenOption.READ); InputStream in = Files.newInputStream(patch)) {
            int windowLog = checked(patch, result, base.size(), most);
            ByteBuffer dictionary = base.map(FileChannel.MapMode.READ_ONLY, 0, base.size());
            try (ZstdDictDecompress raw = new ZstdDictDecompress(dictionary, true, ZstdDictContentType.RAW_CONTENT);
                 ZstdInputStreamNoFinalizer decoder = new ZstdInputStreamNoFinalizer(in).setDict(raw).setLongMax(windowLog);
                 OutputStream out = Files.newOutputStream(into)) {
                copy(decoder, out, result.length());
            }
        }
    }

    /** Returns the binary logarithm of the window. */
    private static int checked(Path patch, ContentId result, long oldLength, long most) throws IOException {
        ZstdFrame frame;
        try (InputStream head = Files.newInputStream(patch)) {
            frame = ZstdFrame.read(ByteBuffer.wrap(head.readNBytes(ZstdFrame.LONGEST)));
        }
        if (frame.content() != result.length()) {
            throw new IOException("the patch makes " + frame.content() + " bytes, not " + result.length());
        }
        if (oldLength + result.length() > most) {
            throw new IOException("old and new file have more than " + most + " bytes");
        }
        int log = windowLog(Math.max(frame.window(), 1024));
        if (log > Math.min(LONGEST_WINDOW_LOG, windowLog(oldLength + result.length() + BLOCK) + 1)) {
            throw new IOException("the patch wants a window of " + frame.window() + " bytes");
        }
        return log;
    }

    private static void copy(InputStream from, OutputStream to, long length) throws IOException {
        byte[] block = new byte[BLOCK];
        long left = length;
        for (int count = from.read(block); count >= 0; count = from.read(block)) {
            left -= count;
            if (left < 0) {
                throw new IOException("the patch makes more than " + length + " bytes");
            }
            to.write(block, 0, count);
        }
        if (left > 0) {
            throw new IOException("the patch ends " + left + " bytes early");
        }
    }

    /** Makes a patch; for publishers, as it holds both files in memory several times over. */
    public static void create(Path old, Path young, Path into) throws IOException {
        byte[] base = Files.readAllBytes(old);
        byte[] target = Files.readAllBytes(young);
        int windowLog = windowLog((long) base.length + target.length + BLOCK);
        if (windowLog > LONGEST_WINDOW_LOG) {
            throw new IOException("old and new file are too long for a patch: more than 128 MiB together");
        }
        try (ZstdCompressCtx encoder = new ZstdCompressCtx(); OutputStream out = Files.newOutputStream(into)) {
            encoder.setLevel(LEVEL).setLong(windowLog).setContentSize(true).setDictID(false).setChecksum(false);
            encoder.loadDict(base, ZstdDictContentType.RAW_CONTENT);
            out.write(encoder.compress(target));
        }
    }

    private static int windowLog(long bytes) {
        return Math.max(10, 64 - Long.numberOfLeadingZeros(bytes - 1));
    }
}
