package dev.hearken.drivers.rknn;

import java.nio.charset.StandardCharsets;

/** Model files of {@link FakeRknn}; the format stands at the head of fake_rknnrt.c. */
public final class FakeModel {

    private final StringBuilder lines = new StringBuilder("fake-rknn 1\n");

    /**
     * The network of the back ends' contract: y = x + state, state_out = 2 * state, all [1, 4].
     *
     * @param type      as in the file, such as {@code int8}
     * @param scale     of integers
     * @param zeroPoint of integers
     */
    public static FakeModel runningSum(String type, float scale, int zeroPoint) {
        String tensor = " " + type + " 1,4 " + scale + " " + zeroPoint;
        return new FakeModel().line("input x" + tensor).line("input state" + tensor).line("output y" + tensor + " 1 1")
            .line("output state_out" + tensor + " 0 2");
    }

    /** A fault; kinds as in fake_rknnrt.c. */
    public FakeModel fault(String kind, int number) {
        return line("fault " + kind + " " + number);
    }

    public FakeModel versions(String library, String driver) {
        return line("sdk " + library + " " + driver);
    }

    public FakeModel platform(String name) {
        return line("platform " + name);
    }

    public FakeModel line(String line) {
        lines.append(line).append('\n');
        return this;
    }

    public byte[] bytes() {
        return (lines + "end\n").getBytes(StandardCharsets.US_ASCII);
    }
}
