package dev.hearken.drivers.rknn.internal;

/**
 * Sizes and offsets, in bytes, of the structures of the RKNN C interface (librknnrt 1.6 to 2.3) where pointers have 64 bits,
 * and the constants used here. A test compares them with what a C compiler makes of the documented structures.
 */
public final class RknnLayout {

    public static final int MAX_DIMENSIONS = 16;
    public static final int NAME_BYTES = 256;

    public static final int IO_NUMBER_SIZE = 8;
    public static final int IO_NUMBER_INPUTS = 0;
    public static final int IO_NUMBER_OUTPUTS = 4;

    public static final int ATTR_SIZE = 376;
    public static final int ATTR_INDEX = 0;
    public static final int ATTR_DIMENSIONS = 4;
    public static final int ATTR_DIMS = 8;
    public static final int ATTR_NAME = 72;
    public static final int ATTR_ELEMENTS = 328;
    public static final int ATTR_BYTES = 332;
    public static final int ATTR_FORMAT = 336;
    public static final int ATTR_TYPE = 340;
    public static final int ATTR_QUANTISATION = 344;
    public static final int ATTR_ZERO_POINT = 352;
    public static final int ATTR_SCALE = 356;
    public static final int ATTR_WIDTH_STRIDE = 360;
    public static final int ATTR_BYTES_WITH_STRIDE = 364;
    public static final int ATTR_PASS_THROUGH = 368;

    public static final int SDK_VERSION_SIZE = 512;
    public static final int SDK_VERSION_API = 0;
    public static final int SDK_VERSION_DRIVER = 256;

    public static final int MEMORY_SIZE_SIZE = 64;
    public static final int MEMORY_SIZE_WEIGHTS = 0;
    public static final int MEMORY_SIZE_INTERNAL = 4;

    public static final int MEM_SIZE = 40;
    public static final int MEM_VIRTUAL_ADDRESS = 0;
    public static final int MEM_BYTES = 24;

    public static final int QUERY_IO_NUMBER = 0;
    public static final int QUERY_INPUT = 1;
    public static final int QUERY_OUTPUT = 2;
    public static final int QUERY_SDK_VERSION = 5;
    public static final int QUERY_MEMORY_SIZE = 6;

    public static final int AFFINE = 2;

    private RknnLayout() {
    }
}
