package dev.hearken.drivers.rknn;

import java.util.List;

/**
 * One input or output of a model as the library describes it ({@code rknn_tensor_attr}), in its plain layout.
 *
 * @param index     among the inputs or the outputs
 * @param name      as in the model that was converted
 * @param shape     dimensions in the order of {@code layout}
 * @param type      of its elements in memory
 * @param layout    how a four-dimensional tensor lies in memory
 * @param affine    whether integers stand for real numbers: real = (stored - zeroPoint) * scale
 * @param scale     1 where not affine
 * @param zeroPoint 0 where not affine
 * @param bytes     of all elements, without padding
 * @param allocated bytes its memory must have; more than {@code bytes} where rows are padded
 */
public record RknnTensor(int index, String name, List<Integer> shape, Type type, Layout layout, boolean affine,
                         float scale, int zeroPoint, int bytes, int allocated) {

    public RknnTensor {
        shape = List.copyOf(shape);
    }

    /** Element types by their numbers in the C interface, which count from 0. */
    public enum Type { FLOAT32, FLOAT16, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, BOOL, INT4, BFLOAT16 }

    /** Layouts by their numbers in the C interface, which count from 0. */
    public enum Layout { NCHW, NHWC, NC1HWC2, UNDEFINED }

    /** Whether rows are padded, so that elements do not lie one behind the other. */
    public boolean padded() {
        return allocated != bytes;
    }
}
