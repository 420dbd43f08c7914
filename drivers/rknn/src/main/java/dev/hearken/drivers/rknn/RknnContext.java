package dev.hearken.drivers.rknn;

import static dev.hearken.drivers.rknn.internal.RknnLayout.*;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.hearken.drivers.rknn.internal.Rknnrt;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One model on the NPU. Its inputs and outputs are memory that the NPU itself reads and writes ({@code rknn_create_mem},
 * {@code rknn_set_io_mem}): nothing is copied between {@link #input}, {@link #run()} and {@link #output}, and a run allocates nothing.
 * One thread at a time; any thread.
 */
public final class RknnContext implements AutoCloseable {

    private final String file;
    private final long context;
    private final RknnVersion sdk;
    private final RknnVersion driver;
    private final List<RknnTensor> inputs;
    private final List<RknnTensor> outputs;
    private final List<Long> memories = new ArrayList<>();
    private final List<ByteBuffer> inputBuffers = new ArrayList<>();
    private final List<ByteBuffer> outputBuffers = new ArrayList<>();
    private boolean closed;

    private RknnContext(String file, long context, int coreMask) {
        this.file = file;
        this.context = context;
        try (Memory info = new Memory(SDK_VERSION_SIZE)) {
            query("the versions of", QUERY_SDK_VERSION, info);
            this.sdk = version(info, SDK_VERSION_API);
            this.driver = version(info, SDK_VERSION_DRIVER);
        }
        RknnLibrary.unfit(sdk).ifPresent(reason -> {
            throw new RknnException(RknnError.DEVICE_MISMATCH, file + ": " + reason);
        });
        if (coreMask != 0) {
            check("rknn_set_core_mask(" + coreMask + ")", Rknnrt.rknn_set_core_mask(context, coreMask));
        }
        try (Memory info = new Memory(IO_NUMBER_SIZE)) {
            query("the number of tensors of", QUERY_IO_NUMBER, info);
            this.inputs = tensors(QUERY_INPUT, info.getInt(IO_NUMBER_INPUTS));
            this.outputs = tensors(QUERY_OUTPUT, info.getInt(IO_NUMBER_OUTPUTS));
        }
    }

    /**
     * Loads a model and gives it memory.
     *
     * @param library  loaded
     * @param model    file of a model
     * @param coreMask cores that compute, the bits of {@code rknn_core_mask}; 0 lets the library choose
     * @throws RknnException if the library refuses; the message names the file and the versions
     */
    public static RknnContext open(RknnLibrary library, Path model, int coreMask) {
        long context;
        try (Memory handle = new Memory(Long.BYTES); Memory path = text(model.toString())) {
            handle.setLong(0, 0);
            int code = Rknnrt.rknn_init(Pointer.nativeValue(handle), Pointer.nativeValue(path), 0, 0, 0);
            if (code != 0) {
                RknnError error = RknnError.of(code);
                throw new RknnException(error, model + ": rknn_init returned " + code + ": " + error.words() + versions(error, library.version())
                    + RknnFile.describe(model).map(description -> "; " + description).orElse(""));
            }
            context = handle.getLong(0);
        }
        RknnContext opened = null;
        try {
            opened = new RknnContext(model.toString(), context, coreMask);
            opened.allocate();
            return opened;
        } catch (RuntimeException e) {
            if (opened == null) {
                Rknnrt.rknn_destroy(context);
            } else {
                opened.close();
            }
            throw e;
        }
    }

    /** What a person should compare when versions may be the reason. */
    private static String versions(RknnError error, Optional<RknnVersion> version) {
        String own = version.map(v -> "librknnrt is " + v).orElse("the version of librknnrt is unknown");
        return switch (error) {
            case MODEL_INVALID, FAIL -> "; " + own + ", and the toolkit that made the model must not be newer";
            case DEVICE_MISMATCH, OLD_PRECOMPILED_MODEL, OLD_OPTIMISATION -> "; " + own + ": update the kernel's rknpu driver to the one of the same release";
            default -> "";
        };
    }

    private void allocate() {
        for (RknnTensor tensor : inputs) {
            inputBuffers.add(memory(QUERY_INPUT, tensor));
        }
        for (RknnTensor tensor : outputs) {
            outputBuffers.add(memory(QUERY_OUTPUT, tensor));
        }
    }

    private ByteBuffer memory(int query, RknnTensor tensor) {
        long memory = Rknnrt.rknn_create_mem(context, tensor.allocated());
        if (memory == 0) {
            throw new RknnException(RknnError.OUT_OF_MEMORY, file + ": no memory of " + tensor.allocated() + " bytes for '" + tensor.name() + "': "
                + RknnError.OUT_OF_MEMORY.words());
        }
        memories.add(memory);
        try (Memory attribute = attribute(query, tensor.index())) {
            check("rknn_set_io_mem('" + tensor.name() + "')", Rknnrt.rknn_set_io_mem(context, memory, Pointer.nativeValue(attribute)));
        }
        Pointer address = new Pointer(memory).getPointer(MEM_VIRTUAL_ADDRESS);
        address.clear(tensor.allocated());
        return address.getByteBuffer(0, tensor.bytes()).order(ByteOrder.nativeOrder());
    }

    private List<RknnTensor> tensors(int query, int count) {
        List<RknnTensor> tensors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try (Memory attribute = attribute(query, i)) {
                tensors.add(tensor(attribute, i));
            }
        }
        return List.copyOf(tensors);
    }

    private Memory attribute(int query, int index) {
        Memory attribute = new Memory(ATTR_SIZE);
        attribute.clear();
        attribute.setInt(ATTR_INDEX, index);
        try {
            query("tensor " + index + " of", query, attribute);
            return attribute;
        } catch (RuntimeException e) {
            attribute.close();
            throw e;
        }
    }

    private RknnTensor tensor(Memory attribute, int index) {
        int dimensions = attribute.getInt(ATTR_DIMENSIONS);
        int type = attribute.getInt(ATTR_TYPE);
        int format = attribute.getInt(ATTR_FORMAT);
        if (dimensions < 0 || dimensions > MAX_DIMENSIONS || type < 0 || type >= RknnTensor.Type.values().length
                || format < 0 || format >= RknnTensor.Layout.values().length) {
            throw new RknnException(RknnError.PARAMETER_INVALID, file + ": librknnrt " + sdk + " describes tensor " + index + " with " + dimensions
                + " dimensions, type " + type + ", layout " + format + ": its structures are others than those of 1.6 to 2.3");
        }
        List<Integer> shape = new ArrayList<>();
        for (int d = 0; d < dimensions; d++) {
            shape.add(attribute.getInt(ATTR_DIMS + 4L * d));
        }
        boolean affine = attribute.getInt(ATTR_QUANTISATION) == AFFINE;
        int bytes = attribute.getInt(ATTR_BYTES);
        return new RknnTensor(index, string(attribute, ATTR_NAME, NAME_BYTES), shape, RknnTensor.Type.values()[type], RknnTensor.Layout.values()[format],
            affine, affine ? attribute.getFloat(ATTR_SCALE) : 1f, affine ? attribute.getInt(ATTR_ZERO_POINT) : 0,
            bytes, Math.max(bytes, attribute.getInt(ATTR_BYTES_WITH_STRIDE)));
    }

    private void query(String what, int command, Memory info) {
        int code = Rknnrt.rknn_query(context, command, Pointer.nativeValue(info), (int) info.size());
        if (code != 0) {
            throw RknnException.of(file + ": asking for " + what + " the model: rknn_query", code);
        }
    }

    private RknnVersion version(Memory info, int offset) {
        String text = string(info, offset, NAME_BYTES);
        return RknnVersion.find(text).orElse(new RknnVersion(0, 0, 0, text));
    }

    private void check(String function, int code) {
        if (code != 0) {
            throw RknnException.of(file + ": " + function, code);
        }
    }

    private static Memory text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Memory memory = new Memory(bytes.length + 1L);
        memory.write(0, bytes, 0, bytes.length);
        memory.setByte(bytes.length, (byte) 0);
        return memory;
    }

    private static String string(Memory memory, int offset, int longest) {
        byte[] bytes = memory.getByteArray(offset, longest);
        int end = 0;
        while (end < longest && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /** Version of the library as it tells with a model loaded. */
    public RknnVersion sdk() {
        return sdk;
    }

    /** Version of the kernel's driver. */
    public RknnVersion driver() {
        return driver;
    }

    public List<RknnTensor> inputs() {
        return inputs;
    }

    public List<RknnTensor> outputs() {
        return outputs;
    }

    /** The NPU's own memory, native order, position 0, zeroed at first; the same object every time, not to be touched after {@link #close()}. */
    public ByteBuffer input(int index) {
        return inputBuffers.get(index);
    }

    public ByteBuffer output(int index) {
        return outputBuffers.get(index);
    }

    /** Bytes of weights and of what lies between layers, as the library counts them. */
    public long memoryBytes() {
        try (Memory info = new Memory(MEMORY_SIZE_SIZE)) {
            query("the memory of", QUERY_MEMORY_SIZE, info);
            return Integer.toUnsignedLong(info.getInt(MEMORY_SIZE_WEIGHTS)) + Integer.toUnsignedLong(info.getInt(MEMORY_SIZE_INTERNAL));
        }
    }

    /**
     * Computes all outputs; waits for the NPU.
     *
     * @throws RknnException if the library reports an error
     */
    public void run() {
        if (closed) {
            throw new RknnException(RknnError.CONTEXT_INVALID, file + ": the context is closed");
        }
        int code = Rknnrt.rknn_run(context, 0);
        if (code != 0) {
            throw RknnException.of(file + ": rknn_run", code);
        }
    }

    /** Frees the NPU's memory; errors are of no use to anyone here and are not told. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            memories.forEach(memory -> Rknnrt.rknn_destroy_mem(context, memory));
            Rknnrt.rknn_destroy(context);
        }
    }
}
