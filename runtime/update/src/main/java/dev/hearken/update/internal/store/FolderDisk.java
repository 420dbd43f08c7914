package dev.hearken.update.internal.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder of the real file system. */
public final class FolderDisk implements Disk {

    private static final int BLOCK = 1 << 16;

    private final Path root;

    public FolderDisk(Path root) throws IOException {
        Path absolute = root.toAbsolutePath().normalize();
        Path there = absolute;
        while (there != null && !Files.isDirectory(there)) {
            there = there.getParent();
        }
        Files.createDirectories(absolute);
        // Each new folder's entry lies in the one above it: what is synced below would be lost with it.
        for (Path folder = absolute; there != null && !folder.equals(there); folder = folder.getParent()) {
            sync(folder.getParent());
        }
        this.root = absolute.toRealPath();
    }

    /** Absolute path of something on this disk. */
    public Path path(String path) {
        Path resolved = root.resolve(path).normalize();
        if (!resolved.startsWith(root)) {
            throw new IllegalArgumentException("'" + path + "' leaves the updater's folder");
        }
        return resolved;
    }

    @Override
    public boolean isFile(String path) {
        return Files.isRegularFile(path(path), LinkOption.NOFOLLOW_LINKS) && withoutLinks(path);
    }

    @Override
    public boolean isFolder(String path) {
        return Files.isDirectory(path(path), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public long length(String path) throws IOException {
        return isFile(path) ? Files.size(path(path)) : 0;
    }

    @Override
    public byte[] read(String path, int limit) throws IOException {
        requireFile(path);
        try (InputStream in = Files.newInputStream(path(path), LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new IOException(path(path) + ": more than " + limit + " bytes");
            }
            return bytes;
        }
    }

    @Override
    public void read(String path, Reader reader) throws IOException {
        requireFile(path);
        try (InputStream in = Files.newInputStream(path(path), LinkOption.NOFOLLOW_LINKS)) {
            byte[] block = new byte[BLOCK];
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                reader.accept(block, n);
            }
        }
    }

    @Override
    public void createFolder(String path) throws IOException {
        Path folder = root;
        for (Path part : Path.of(path)) {
            Path parent = folder;
            folder = folder.resolve(part);
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectory(folder);
                sync(parent);
            }
        }
    }

    @Override
    public Output append(String path) throws IOException {
        FileChannel channel = FileChannel.open(path(path), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND,
            LinkOption.NOFOLLOW_LINKS);
        return new Output() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }

            @Override
            public void sync() throws IOException {
                channel.force(true);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    @Override
    public void rename(String from, String to) throws IOException {
        if (Files.isDirectory(path(from), LinkOption.NOFOLLOW_LINKS) && Files.exists(path(to), LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(path(to) + ": something is there already");
        }
        Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void syncFolder(String path) throws IOException {
        sync(path(path));
    }

    @Override
    public List<String> list(String path) throws IOException {
        if (!isFolder(path)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(path(path))) {
            return children.map(child -> child.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public void delete(String path) throws IOException {
        if (!Files.exists(path(path), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path(path), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public long usableBytes() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    private void requireFile(String path) throws IOException {
        if (!isFile(path)) {
            throw new NoSuchFileException(path(path).toString());
        }
    }

    /** Whether the way to it inside the folder is made of folders alone. */
    private boolean withoutLinks(String path) {
        Path parent = path(path).getParent();
        while (parent != null && !parent.equals(root)) {
            if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            parent = parent.getParent();
        }
        return true;
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
