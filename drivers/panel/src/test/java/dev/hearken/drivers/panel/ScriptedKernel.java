package dev.hearken.drivers.panel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Device nodes in memory: what is written to them is kept, what they tell is scripted. Waits for nothing. */
public final class ScriptedKernel implements LinuxCalls {

    /** A node, and all files open on it. */
    public static final class Node {
        /** Frames in the order in which they were written. */
        public final List<byte[]> written = new ArrayList<>();
        /** Whether the switch or line is on, as an ioctl tells it. */
        public boolean on;
        /** Why opening or using it fails; empty if it does not. */
        public String trouble = "";
        /** Of a GPIO chip. */
        public String label = "";
        public byte[] lastRequest = new byte[0];
        private final List<File> readers = new ArrayList<>();

        /** Bytes that everybody who has it open now will find. */
        public synchronized void tell(byte[] bytes) {
            readers.forEach(reader -> reader.toRead.writeBytes(bytes));
        }

        /** A recorded event of an input device. */
        public void input(int type, int code, int value) {
            byte[] event = new byte[InputContact.EVENT_SIZE];
            KernelBytes.on(event).putShort(InputContact.TYPE_AT, (short) type).putShort(InputContact.CODE_AT, (short) code).putInt(InputContact.VALUE_AT, value);
            tell(event);
        }

        /** An edge of a GPIO line, which then is on or off. */
        public void edge(boolean value) {
            on = value;
            byte[] event = new byte[GpioContact.EVENT_SIZE];
            KernelBytes.on(event).putInt(GpioContact.EVENT_ID_AT, value ? 1 : 2);
            tell(event);
        }
    }

    /** An open file, with a queue of its own. */
    private static final class File {
        final Node node;
        final ByteArrayOutputStream toRead = new ByteArrayOutputStream();

        File(Node node) {
            this.node = node;
        }

        int take(byte[] buffer, int offset) {
            byte[] all = toRead.toByteArray();
            int count = Math.min(all.length, buffer.length - offset);
            System.arraycopy(all, 0, buffer, offset, count);
            toRead.reset();
            toRead.write(all, count, all.length - count);
            return count;
        }
    }

    private final Map<String, Node> nodes = new HashMap<>();
    private final Map<Integer, File> files = new HashMap<>();
    private int last = 2;
    /** Milliseconds that pollers asked to wait, in order. */
    public final List<Integer> waits = new ArrayList<>();

    /** The node at a path, made if need be. */
    public synchronized Node node(String path) {
        return nodes.computeIfAbsent(path, p -> new Node());
    }

    /** Files that are open now. */
    public synchronized int openFiles() {
        return files.size();
    }

    @Override
    public synchronized int open(Path path, Access access) {
        Node node = nodes.get(path.toString());
        if (node == null || !node.trouble.isEmpty()) {
            throw new PanelException(path + " cannot be opened: " + (node == null ? "there is no such device" : node.trouble));
        }
        return add(node);
    }

    @Override
    public synchronized int read(int file, byte[] buffer, int offset) {
        usable(file);
        return files.get(file).take(buffer, offset);
    }

    @Override
    public synchronized void write(int file, byte[] bytes, int length) {
        usable(file).written.add(java.util.Arrays.copyOf(bytes, length));
    }

    @Override
    public synchronized void ioctl(int file, long request, byte[] argument) {
        Node node = usable(file);
        ByteBuffer fields = KernelBytes.on(argument);
        if (request == GpioContact.GET_LINE) {
            node.lastRequest = argument.clone();
            fields.putInt(GpioContact.FILE_AT, add(node));
        } else if (request == GpioContact.GET_VALUES) {
            fields.putLong(0, node.on ? 1 : 0);
        } else if (request == InputContact.GET_SWITCHES) {
            fields.putLong(0, node.on ? 1L << 14 : 0);
        } else if (request == PanelNodes.CHIP_INFO) {
            byte[] label = node.label.getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(label, 0, argument, PanelNodes.LABEL_AT, label.length);
        }
    }

    @Override
    public synchronized void poll(int[] wanted, boolean[] ready, int millis) {
        waits.add(millis);
        for (int i = 0; i < wanted.length; i++) {
            File file = files.get(wanted[i]);
            ready[i] = file == null || !file.node.trouble.isEmpty() || file.toRead.size() > 0;
        }
    }

    @Override
    public synchronized void close(int file) {
        File closed = files.remove(file);
        if (closed != null) {
            closed.node.readers.remove(closed);
        }
    }

    private int add(Node node) {
        File file = new File(node);
        node.readers.add(file);
        files.put(++last, file);
        return last;
    }

    private Node usable(int file) {
        File open = files.get(file);
        if (open == null || !open.node.trouble.isEmpty()) {
            throw new PanelException("the device is gone" + (open == null ? "" : ": " + open.node.trouble));
        }
        return open.node;
    }
}
