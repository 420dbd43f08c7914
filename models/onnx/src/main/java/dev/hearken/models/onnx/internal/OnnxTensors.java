package dev.hearken.models.onnx.internal;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.TensorInfo.OnnxTensorType;
import dev.hearken.models.api.ElementType;
import dev.hearken.models.api.ModelEntry;
import dev.hearken.models.api.ModelException;
import dev.hearken.models.api.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Compares the tensors a pack states with those of the ONNX file. */
final class OnnxTensors {

    private OnnxTensors() {
    }

    static OnnxJavaType javaType(ElementType type) {
        return switch (type) {
            case FLOAT32 -> OnnxJavaType.FLOAT;
            case FLOAT16 -> OnnxJavaType.FLOAT16;
            case INT64 -> OnnxJavaType.INT64;
            case INT32 -> OnnxJavaType.INT32;
            case INT16 -> OnnxJavaType.INT16;
            case INT8 -> OnnxJavaType.INT8;
            case UINT8 -> OnnxJavaType.UINT8;
            case BOOL -> OnnxJavaType.BOOL;
        };
    }

    private static OnnxTensorType onnxType(ElementType type) {
        return switch (type) {
            case FLOAT32 -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT;
            case FLOAT16 -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16;
            case INT64 -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64;
            case INT32 -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32;
            case INT16 -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16;
            case INT8 -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8;
            case UINT8 -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8;
            case BOOL -> OnnxTensorType.ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL;
        };
    }

    /** Same names; same types; same shapes, where an axis the file leaves open takes the entry's size. */
    static void check(ModelEntry entry, String kind, List<TensorSpec> stated, Map<String, NodeInfo> found) {
        for (TensorSpec spec : stated) {
            NodeInfo info = found.get(spec.name());
            if (info == null) {
                throw new ModelException(entry.file() + ": no " + kind + " '" + spec.name() + "' as the pack states, only " + found.keySet());
            }
            if (!(info.getInfo() instanceof TensorInfo tensor)) {
                throw new ModelException(entry.file() + ": " + kind + " '" + spec.name() + "' is not a tensor");
            }
            if (tensor.onnxType != onnxType(spec.type()) || !fits(tensor.getShape(), spec.shape())) {
                throw new ModelException(entry.file() + ": " + kind + " '" + spec.name() + "' is " + tensor.type + " "
                    + Arrays.toString(tensor.getShape()) + " in the file, but the pack states " + spec.type() + " " + spec.shape()
                    + " (-1 = left open by the file)");
            }
        }
        for (String name : found.keySet()) {
            if (stated.stream().noneMatch(spec -> spec.name().equals(name))) {
                throw new ModelException(entry.file() + ": the pack does not state the file's " + kind + " '" + name + "'");
            }
        }
    }

    private static boolean fits(long[] found, List<Integer> stated) {
        if (found.length != stated.size()) {
            return false;
        }
        for (int i = 0; i < found.length; i++) {
            if (found[i] >= 0 && found[i] != stated.get(i)) {
                return false;
            }
        }
        return true;
    }
}
