package dev.hearken.models.api;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Name, element type and fixed shape of one input or output.
 *
 * @param name         as in the model file
 * @param type         element type
 * @param shape        all dimensions positive: no dynamic axes at run time
 * @param quantisation scale and zero point of integer tensors, {@link Quantisation#NONE} for real ones
 */
public record TensorSpec(String name, ElementType type, List<Integer> shape, Quantisation quantisation) {

    public TensorSpec {
        shape = List.copyOf(shape);
        if (shape.stream().anyMatch(d -> d <= 0)) {
            throw new IllegalArgumentException("tensor " + name + " has a dimension that is not positive: " + shape);
        }
    }

    public TensorSpec(String name, ElementType type, List<Integer> shape) {
        this(name, type, shape, Quantisation.NONE);
    }

    /** Number of elements. */
    public int elements() {
        int n = 1;
        for (int d : shape) {
            n = Math.multiplyExact(n, d);
        }
        return n;
    }

    /** Number of bytes. */
    public int bytes() {
        return Math.multiplyExact(elements(), type.bytes());
    }

    /** Memory for one, outside the heap and zero, as {@link Model} promises it. */
    public ByteBuffer allocate() {
        return ByteBuffer.allocateDirect(bytes()).order(ByteOrder.nativeOrder());
    }

    /**
     * real = (stored - zeroPoint) * scale.
     */
    public record Quantisation(float scale, int zeroPoint) {
        public static final Quantisation NONE = new Quantisation(1f, 0);
    }
}
