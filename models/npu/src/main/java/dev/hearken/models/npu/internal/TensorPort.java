package dev.hearken.models.npu.internal;

import dev.hearken.drivers.rknn.RknnTensor;
import dev.hearken.models.api.ElementType;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** One tensor as callers see it and as it lies in the NPU's memory. Converting allocates nothing. */
final class TensorPort {

    /** How elements change between the two sides. */
    private enum Coding { SAME, HALF, INT8, UINT8 }

    private static final Map<RknnTensor.Type, ElementType> TYPES = Map.of(
        RknnTensor.Type.FLOAT32, ElementType.FLOAT32, RknnTensor.Type.FLOAT16, ElementType.FLOAT16, RknnTensor.Type.INT8, ElementType.INT8,
        RknnTensor.Type.UINT8, ElementType.UINT8, RknnTensor.Type.INT16, ElementType.INT16, RknnTensor.Type.INT32, ElementType.INT32,
        RknnTensor.Type.INT64, ElementType.INT64, RknnTensor.Type.BOOL, ElementType.BOOL);

    /** Relative difference between a scale in a pack and in a file that comes from printing it. */
    private static final float SCALE_TOLERANCE = 1e-5f;

    private final ModelEntry entry;
    private final RknnTensor tensor;
    private final Coding coding;
    private final ByteBuffer npu;
    private final ByteBuffer outward;
    private final int elements;

    private TensorPort(ModelEntry entry, TensorSpec spec, RknnTensor tensor, Coding coding, ByteBuffer npu) {
        this.entry = entry;
        this.tensor = tensor;
        this.coding = coding;
        this.npu = npu;
        this.outward = coding == Coding.SAME ? npu : spec.allocate();
        this.elements = spec.elements();
    }

    /**
     * The file's tensors in the order in which the entry states them.
     *
     * @param kind   input or output
     * @param memory the NPU's memory by the file's order
     * @throws ModelException if they are not those that the entry states
     */
    static List<TensorPort> all(ModelEntry entry, String kind, List<TensorSpec> stated, List<RknnTensor> found, IntFunction<ByteBuffer> memory) {
        List<TensorPort> ports = new ArrayList<>();
        for (TensorSpec spec : stated) {
            RknnTensor tensor = found.stream().filter(t -> t.name().equals(spec.name())).findFirst().orElseThrow(() -> new ModelException(entry.file()
                + ": no " + kind + " '" + spec.name() + "' as the pack states, only " + found.stream().map(RknnTensor::name).toList()));
            ports.add(new TensorPort(entry, spec, tensor, coding(entry, kind, spec, tensor), memory.apply(tensor.index())));
        }
        for (RknnTensor tensor : found) {
            if (stated.stream().noneMatch(spec -> spec.name().equals(tensor.name()))) {
                throw new ModelException(entry.file() + ": the pack does not state the file's " + kind + " '" + tensor.name() + "'");
            }
        }
        return List.copyOf(ports);
    }

    private static Coding coding(ModelEntry entry, String kind, TensorSpec spec, RknnTensor tensor) {
        String what = entry.file() + ": " + kind + " '" + spec.name() + "' ";
        if (tensor.padded() || tensor.layout() == RknnTensor.Layout.NC1HWC2) {
            throw new ModelException(what + "lies padded in the NPU's memory (" + tensor.layout() + ", " + tensor.allocated() + " bytes for " + tensor.bytes()
                + "); export the model with tensors of at most three dimensions");
        }
        ElementType type = TYPES.get(tensor.type());
        Coding coding = spec.type() == type ? Coding.SAME : spec.type() != ElementType.FLOAT32 ? null : realCoding(tensor);
        if (coding == null || !spec.shape().equals(tensor.shape())) {
            throw new ModelException(what + "is " + tensor.type() + " " + tensor.shape() + " in the file, but the pack states " + spec.type() + " " + spec.shape());
        }
        if (coding == Coding.SAME && tensor.affine() && !agree(spec.quantisation(), tensor)) {
            throw new ModelException(what + "has scale " + tensor.scale() + " and zero point " + tensor.zeroPoint() + " in the file, but the pack states "
                + spec.quantisation().scale() + " and " + spec.quantisation().zeroPoint());
        }
        return coding;
    }

    /** How real numbers go into what the file has; null if they cannot. */
    private static @Nullable Coding realCoding(RknnTensor tensor) {
        return switch (tensor.type()) {
            case FLOAT16 -> Coding.HALF;
            case INT8 -> tensor.affine() && tensor.scale() > 0 ? Coding.INT8 : null;
            case UINT8 -> tensor.affine() && tensor.scale() > 0 ? Coding.UINT8 : null;
            default -> null;
        };
    }

    private static boolean agree(TensorSpec.Quantisation stated, RknnTensor tensor) {
        return stated.zeroPoint() == tensor.zeroPoint() && Math.abs(stated.scale() - tensor.scale()) <= SCALE_TOLERANCE * Math.abs(tensor.scale());
    }

    /** The buffer that callers see. */
    ByteBuffer outward() {
        return outward;
    }

    /** @throws ModelException for not-a-number where the NPU has integers: it must not become a number silently */
    void toNpu() {
        switch (coding) {
            case SAME -> { }
            case HALF -> {
                for (int i = 0; i < elements; i++) {
                    npu.putShort(Short.BYTES * i, HalfFloat.of(outward.getFloat(Float.BYTES * i)));
                }
            }
            case INT8 -> quantise(Byte.MIN_VALUE, Byte.MAX_VALUE);
            case UINT8 -> quantise(0, 255);
        }
    }

    private void quantise(int least, int most) {
        float scale = tensor.scale();
        int zeroPoint = tensor.zeroPoint();
        for (int i = 0; i < elements; i++) {
            float value = outward.getFloat(Float.BYTES * i);
            if (value != value) {
                throw new ModelException(entry.file() + ": input '" + tensor.name() + "' is not a number at element " + i + ", which " + tensor.type()
                    + " cannot say");
            }
            double steps = Math.rint((double) value / scale) + zeroPoint;
            npu.put(i, (byte) Math.max(least, Math.min(most, steps)));
        }
    }

    void fromNpu() {
        switch (coding) {
            case SAME -> { }
            case HALF -> {
                for (int i = 0; i < elements; i++) {
                    outward.putFloat(Float.BYTES * i, HalfFloat.toFloat(npu.getShort(Short.BYTES * i)));
                }
            }
            case INT8 -> {
                for (int i = 0; i < elements; i++) {
                    outward.putFloat(Float.BYTES * i, (npu.get(i) - tensor.zeroPoint()) * tensor.scale());
                }
            }
            case UINT8 -> {
                for (int i = 0; i < elements; i++) {
                    outward.putFloat(Float.BYTES * i, ((npu.get(i) & 0xff) - tensor.zeroPoint()) * tensor.scale());
                }
            }
        }
    }
}
