package dev.hearken.models.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the few messages of onnx.proto3 (IR 8, opset 13) that a network of nodes without attributes or weights needs.
 */
public final class OnnxFile {

    private static final int FLOAT = 1;

    private final ByteArrayOutputStream graph = new ByteArrayOutputStream();

    public OnnxFile() {
        text(graph, 2, "test");
    }

    /** @param dimensions a negative number is an axis left open */
    public OnnxFile input(String name, int... dimensions) {
        message(graph, 11, valueInfo(name, dimensions));
        return this;
    }

    public OnnxFile output(String name, int... dimensions) {
        message(graph, 12, valueInfo(name, dimensions));
        return this;
    }

    public OnnxFile node(String operator, String output, String... inputs) {
        ByteArrayOutputStream node = new ByteArrayOutputStream();
        for (String input : inputs) {
            text(node, 1, input);
        }
        text(node, 2, output);
        text(node, 4, operator);
        message(graph, 1, node);
        return this;
    }

    public byte[] bytes() {
        ByteArrayOutputStream opset = new ByteArrayOutputStream();
        number(opset, 2, 13);
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        number(model, 1, 8);
        message(model, 8, opset);
        message(model, 7, graph);
        return model.toByteArray();
    }

    private static ByteArrayOutputStream valueInfo(String name, int... dimensions) {
        ByteArrayOutputStream shape = new ByteArrayOutputStream();
        for (int i = 0; i < dimensions.length; i++) {
            ByteArrayOutputStream dimension = new ByteArrayOutputStream();
            if (dimensions[i] < 0) {
                text(dimension, 2, "axis" + i);
            } else {
                number(dimension, 1, dimensions[i]);
            }
            message(shape, 1, dimension);
        }
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        number(tensor, 1, FLOAT);
        message(tensor, 2, shape);
        ByteArrayOutputStream type = new ByteArrayOutputStream();
        message(type, 1, tensor);
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        text(info, 1, name);
        message(info, 2, type);
        return info;
    }

    private static void text(ByteArrayOutputStream out, int field, String value) {
        bytes(out, field, value.getBytes(StandardCharsets.UTF_8));
    }

    private static void message(ByteArrayOutputStream out, int field, ByteArrayOutputStream value) {
        bytes(out, field, value.toByteArray());
    }

    private static void bytes(ByteArrayOutputStream out, int field, byte[] value) {
        varint(out, field << 3 | 2);
        varint(out, value.length);
        out.writeBytes(value);
    }

    private static void number(ByteArrayOutputStream out, int field, long value) {
        varint(out, field << 3);
        varint(out, value);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        for (long rest = value; ; rest >>>= 7) {
            if (rest < 0x80) {
                out.write((int) rest);
                return;
            }
            out.write((int) (rest & 0x7f | 0x80));
        }
    }
}
