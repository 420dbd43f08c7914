package dev.hearken.models.npu.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HalfFloatTest {

    @Test
    void shouldReadAndWriteEveryNumberThereIs() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfFloat.toFloat((short) bits);
            if ((bits & 0x7fff) > 0x7c00) {
                assertTrue(Float.isNaN(value) && Float.isNaN(HalfFloat.toFloat(HalfFloat.of(value))), Integer.toHexString(bits));
            } else {
                assertEquals((short) bits, HalfFloat.of(value), Integer.toHexString(bits) + " = " + value);
            }
        }
    }

    @Test
    void shouldRoundToTheNearestAndTiesToTheEvenOne() {
        for (int bits = 0; bits < 0x7bff; bits++) {
            float low = HalfFloat.toFloat((short) bits);
            float high = HalfFloat.toFloat((short) (bits + 1));
            float middle = (low + high) / 2;
            assertEquals(bits + (bits & 1), HalfFloat.of(middle), "between " + low + " and " + high);
            assertEquals(bits, HalfFloat.of(Math.nextDown(middle)));
            assertEquals(bits + 1, HalfFloat.of(Math.nextUp(middle)));
        }
    }

    @Test
    void shouldKnowTheNumbersOfTheStandard() {
        assertEquals(0x3c00, HalfFloat.of(1f));
        assertEquals((short) 0xc000, HalfFloat.of(-2f));
        assertEquals(0x7bff, HalfFloat.of(65504f));
        assertEquals(0x7c00, HalfFloat.of(65520f));
        assertEquals(0x0001, HalfFloat.of(5.9604645e-8f));
        assertEquals(0x3555, HalfFloat.of(1 / 3f));
        assertEquals((short) 0x8000, HalfFloat.of(-0f));
    }
}
