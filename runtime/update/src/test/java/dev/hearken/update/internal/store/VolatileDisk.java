package dev.hearken.update.internal.store;

import java.io.IOException;
import java.io.FileNotFoundException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory on which the program can be killed before any operation, and which forgets what was not synced: each entry of a
 * folder and each file's bytes for themselves, as a coin decides. Stricter than ext4, which keeps more than it must.
 */
public final class VolatileDisk implements Disk {

    /** The program is dead. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private interface Node {
    }

    private static final class FileNode implements Node {
        byte[] now = {};
        byte[] durable = {};
    }

    private static final class Folder implements Node {
        final Map<String, Node> now = new TreeMap<>();
        final Map<String, Node> durable = new TreeMap<>();
    }

    private record Change(Folder folder, String name, Node node, boolean removed) {
        boolean sameEntry(Change other) {
            return folder == other.folder && name.equals(other.name);
        }
    }

    private final Folder root = new Folder();
    private final List<List<Change>> pending = new ArrayList<>();
    private long operationsLeft = Long.MAX_VALUE;
    private boolean dead;
    private long capacity = Long.MAX_VALUE;
    private long operations;

    /** Kills the program before the operation after this many more. */
    public void killAfter(long operationsMore) {
        operationsLeft = operationsMore;
        dead = false;
    }

    public void live() {
        killAfter(Long.MAX_VALUE);
    }

    /** Changing operations so far. */
    public long operations() {
        return operations;
    }

    /** Bytes that all files together may have. */
    public void capacity(long bytes) {
        capacity = bytes;
    }

    /** Flips a bit of a file, as dying flash does. */
    public void flip(String path, int at) {
        FileNode file = (FileNode) node(path);
        file.now[at] ^= 1;
        file.durable = file.now.clone();
    }

    /** Power is cut: what was not synced is as a coin decides. */
    public void losePower(Random random) {
        List<Change> skipped = new ArrayList<>();
        for (List<Change> operation : pending) {
            boolean kept = random.nextBoolean() && operation.stream().noneMatch(c -> skipped.stream().anyMatch(c::sameEntry));
            if (kept) {
                operation.forEach(VolatileDisk::apply);
            } else {
                skipped.addAll(operation);
            }
        }
        pending.clear();
        settle(root, random, new IdentityHashMap<>());
    }

    private static void settle(Folder folder, Random random, Map<Node, Boolean> seen) {
        folder.now.clear();
        folder.now.putAll(folder.durable);
        for (Node node : folder.now.values()) {
            if (seen.put(node, true) != null) {
                continue;
            }
            if (node instanceof Folder child) {
                settle(child, random, seen);
            } else if (node instanceof FileNode file && !Arrays.equals(file.now, file.durable)) {
                file.now = switch (random.nextInt(3)) {
                    case 0 -> file.durable.clone();
                    case 1 -> file.now;
                    default -> zeroTail(file.now, file.durable.length, random);
                };
                file.durable = file.now.clone();
            }
        }
    }

    private static byte[] zeroTail(byte[] bytes, int durable, Random random) {
        byte[] torn = bytes.clone();
        int from = durable + random.nextInt(Math.max(1, bytes.length - durable));
        Arrays.fill(torn, Math.min(from, torn.length), torn.length, (byte) 0);
        return torn;
    }

    @Override
    public boolean isFile(String path) {
        return node(path) instanceof FileNode;
    }

    @Override
    public boolean isFolder(String path) {
        return node(path) instanceof Folder;
    }

    @Override
    public long length(String path) {
        return node(path) instanceof FileNode file ? file.now.length : 0;
    }

    @Override
    public byte[] read(String path, int limit) throws IOException {
        byte[] bytes = file(path).now.clone();
        if (bytes.length > limit) {
            throw new IOException(path + ": too long");
        }
        return bytes;
    }

    @Override
    public void read(String path, Reader reader) throws IOException {
        byte[] bytes = file(path).now.clone();
        reader.accept(bytes, bytes.length);
    }

    @Override
    public void createFolder(String path) throws IOException {
        Folder folder = root;
        for (String part : path.split("/")) {
            Node child = folder.now.get(part);
            if (child == null) {
                operation();
                child = new Folder();
                change(List.of(new Change(folder, part, child, false)));
                syncEntries(folder);
            }
            if (!(child instanceof Folder next)) {
                throw new IOException(path + ": a file is in the way");
            }
            folder = next;
        }
    }

    @Override
    public Output append(String path) throws IOException {
        Folder parent = parent(path);
        if (!(parent.now.get(name(path)) instanceof FileNode)) {
            operation();
            change(List.of(new Change(parent, name(path), new FileNode(), false)));
        }
        FileNode file = file(path);
        return new Output() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                operation();
                if (used(root) + bytes.remaining() > capacity) {
                    throw new IOException("No space left on device");
                }
                byte[] more = Arrays.copyOf(file.now, file.now.length + bytes.remaining());
                bytes.get(more, file.now.length, bytes.remaining());
                file.now = more;
            }

            @Override
            public void sync() {
                operation();
                file.durable = file.now.clone();
            }

            @Override
            public void close() {
                // Closing promises nothing.
            }
        };
    }

    @Override
    public void rename(String from, String to) throws IOException {
        operation();
        Node node = node(from);
        if (node == null) {
            throw new FileNotFoundException(from);
        }
        if (node instanceof Folder && node(to) != null) {
            throw new IOException(to + ": something is there already");
        }
        change(List.of(new Change(parent(from), name(from), node, true), new Change(parent(to), name(to), node, false)));
    }

    @Override
    public void syncFolder(String path) throws IOException {
        operation();
        if (!(node(path) instanceof Folder folder)) {
            throw new FileNotFoundException(path);
        }
        syncEntries(folder);
    }

    @Override
    public List<String> list(String path) {
        return node(path) instanceof Folder folder ? List.copyOf(folder.now.keySet()) : List.of();
    }

    @Override
    public void delete(String path) throws IOException {
        Node node = node(path);
        if (node == null) {
            return;
        }
        if (node instanceof Folder folder) {
            for (String child : Set.copyOf(folder.now.keySet())) {
                delete(path + "/" + child);
            }
        }
        operation();
        change(List.of(new Change(parent(path), name(path), node, true)));
    }

    @Override
    public long usableBytes() {
        return capacity == Long.MAX_VALUE ? capacity : capacity - used(root);
    }

    private void operation() {
        if (dead || operationsLeft-- <= 0) {
            dead = true;
            throw new Killed();
        }
        operations++;
    }

    private void change(List<Change> operation) {
        pending.add(operation);
        for (Change change : operation) {
            if (change.removed()) {
                change.folder().now.remove(change.name());
            } else {
                change.folder().now.put(change.name(), change.node());
            }
        }
    }

    /** What touches the folder lasts, and what came before on the same entries. */
    private void syncEntries(Folder folder) {
        for (int i = 0; i < pending.size(); i++) {
            if (pending.get(i).stream().anyMatch(change -> change.folder() == folder)) {
                settleUpTo(i);
                i = -1;
            }
        }
    }

    private void settleUpTo(int index) {
        List<Change> operation = pending.get(index);
        for (int i = 0; i < index; i++) {
            if (pending.get(i).stream().anyMatch(earlier -> operation.stream().anyMatch(earlier::sameEntry))) {
                settleUpTo(i);
                settleUpTo(index - 1);
                return;
            }
        }
        operation.forEach(VolatileDisk::apply);
        pending.remove(index);
    }

    private static void apply(Change change) {
        if (change.removed()) {
            change.folder().durable.remove(change.name(), change.node());
        } else {
            change.folder().durable.put(change.name(), change.node());
        }
    }

    private static long used(Folder folder) {
        return folder.now.values().stream().mapToLong(n -> n instanceof Folder child ? used(child) : ((FileNode) n).now.length).sum();
    }

    private FileNode file(String path) throws IOException {
        if (!(node(path) instanceof FileNode file)) {
            throw new FileNotFoundException(path);
        }
        return file;
    }

    private @Nullable Node node(String path) {
        Node node = root;
        for (String part : path.split("/")) {
            node = node instanceof Folder folder ? folder.now.get(part) : null;
        }
        return node;
    }

    private Folder parent(String path) throws IOException {
        int slash = path.lastIndexOf('/');
        Node parent = slash < 0 ? root : node(path.substring(0, slash));
        if (!(parent instanceof Folder folder)) {
            throw new FileNotFoundException(path);
        }
        return folder;
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
