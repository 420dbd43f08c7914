package dev.hearken.models.npu.internal;

/** IEEE 754 half precision (binary16), which Java 17 has no methods for. */
final class HalfFloat {

    private static final int SIGN = 0x8000;
    private static final int INFINITY = 0x7c00;
    private static final int NAN = 0x7e00;
    /** The least that rounds to infinity: half a unit above the largest number, 65504. */
    private static final float TOO_LARGE = 65520f;
    /** 2^-14: below it numbers have a fixed unit of 2^-24. */
    private static final float LEAST_NORMAL = 6.1035156e-5f;
    private static final float SUBNORMAL_UNITS = 16_777_216f;

    private HalfFloat() {
    }

    /** Rounds to the nearest, ties to the even one. */
    static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & SIGN;
        float size = Math.abs(value);
        if (!(size < TOO_LARGE)) {
            return (short) (value != value ? NAN : sign | INFINITY);
        }
        if (size < LEAST_NORMAL) {
            return (short) (sign | (int) Math.rint(size * SUBNORMAL_UNITS));
        }
        int magnitude = bits & 0x7fffffff;
        // 13 bits fall away; adding just under half of them, and one more where the rest is odd, carries into the exponent by itself.
        int rounded = magnitude + 0xfff + (magnitude >>> 13 & 1);
        return (short) (sign | (rounded >>> 13) - (127 - 15 << 10));
    }

    static float toFloat(short half) {
        int exponent = half >>> 10 & 31;
        int fraction = half & 1023;
        float size = exponent == 0 ? fraction / SUBNORMAL_UNITS
            : Float.intBitsToFloat((exponent == 31 ? 255 : exponent + 127 - 15) << 23 | fraction << 13);
        return half < 0 ? -size : size;
    }
}
