package dev.sluice.app.scoring.inspection;

import static dev.sluice.app.scoring.inspection.RefusedException.shown;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import com.google.protobuf.ByteString;
import dev.sluice.app.scoring.inspection.Refusal.Code;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Tensors that a file brings along: their data is in the file, and as long as their dimensions say. */
final class Tensors {
    /** Longest tensor of whole numbers that can be a shape, axes or the like. */
    private static final int SHAPE_LENGTH = 1024;

    private Tensors() {}

    static void check(TensorProto tensor, Limits limits) throws RefusedException {
        String name = "The tensor " + shown(tensor.getName());
        if (tensor.getExternalDataCount() > 0 || tensor.getDataLocation() != DataLocation.DEFAULT) {
            throw new RefusedException(
                    Code.EXTERNAL_DATA, name + " keeps its data outside the file; a model must be one file");
        }
        if (tensor.hasSegment()) {
            throw new RefusedException(Code.TENSOR, name + " is a segment of another");
        }
        long elements = elements(tensor);
        long held = held(tensor, name);
        if (elements != held) {
            throw new RefusedException(
                    Code.TENSOR, name + " has dimensions for " + elements + " elements but data for " + held);
        }
        for (ByteString text : tensor.getStringDataList()) {
            if (text.size() > limits.textLength()) {
                throw new RefusedException(
                        Code.TENSOR, name + " holds a string of more than " + limits.textLength() + " bytes");
            }
        }
    }

    static long elements(TensorProto tensor) throws RefusedException {
        if (tensor.getDimsCount() > Shape.MOST_DIMENSIONS) {
            throw new RefusedException(
                    Code.TENSOR,
                    "The tensor " + shown(tensor.getName()) + " has " + tensor.getDimsCount() + " dimensions");
        }
        long elements = 1;
        for (long dim : tensor.getDimsList()) {
            if (dim < 0 || (dim > 0 && elements > Long.MAX_VALUE / dim)) {
                throw new RefusedException(
                        Code.TENSOR,
                        "The tensor " + shown(tensor.getName()) + " has impossible dimensions " + tensor.getDimsList());
            }
            elements *= dim;
        }
        return elements;
    }

    /** How many elements there is data for. */
    private static long held(TensorProto tensor, String name) throws RefusedException {
        int typed =
                switch (tensor.getDataType()) {
                    case TensorProto.DataType.FLOAT_VALUE -> tensor.getFloatDataCount();
                    case TensorProto.DataType.DOUBLE_VALUE -> tensor.getDoubleDataCount();
                    case TensorProto.DataType.INT64_VALUE -> tensor.getInt64DataCount();
                    case TensorProto.DataType.INT32_VALUE, TensorProto.DataType.BOOL_VALUE ->
                        tensor.getInt32DataCount();
                    case TensorProto.DataType.STRING_VALUE -> tensor.getStringDataCount();
                    default ->
                        throw new RefusedException(
                                Code.TENSOR,
                                name + " is of type " + tensor.getDataType()
                                        + "; float, double, int64, int32, bool and string are allowed");
                };
        int all = tensor.getFloatDataCount()
                + tensor.getDoubleDataCount()
                + tensor.getInt64DataCount()
                + tensor.getInt32DataCount()
                + tensor.getStringDataCount()
                + tensor.getUint64DataCount();
        if (all != typed || (typed > 0 && tensor.hasRawData())) {
            throw new RefusedException(Code.TENSOR, name + " has data of several types");
        }
        if (!tensor.hasRawData()) {
            return typed;
        }
        int width = width(tensor.getDataType());
        if (width == 0 || tensor.getRawData().size() % width != 0) {
            throw new RefusedException(Code.TENSOR, name + " has raw data that does not fit its type");
        }
        return tensor.getRawData().size() / width;
    }

    private static int width(int type) {
        return switch (type) {
            case TensorProto.DataType.FLOAT_VALUE, TensorProto.DataType.INT32_VALUE -> 4;
            case TensorProto.DataType.DOUBLE_VALUE, TensorProto.DataType.INT64_VALUE -> 8;
            case TensorProto.DataType.BOOL_VALUE -> 1;
            default -> 0;
        };
    }

    /** What a checked tensor is, with its numbers where it may be a shape. */
    static Shape shape(TensorProto tensor) {
        long[] dims = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        boolean text = tensor.getDataType() == TensorProto.DataType.STRING_VALUE;
        return new Shape(dims, text, integers(tensor));
    }

    private static long @Nullable [] integers(TensorProto tensor) {
        if (tensor.getDataType() != TensorProto.DataType.INT64_VALUE) {
            return null;
        }
        if (!tensor.hasRawData()) {
            return tensor.getInt64DataCount() > SHAPE_LENGTH
                    ? null
                    : tensor.getInt64DataList().stream()
                            .mapToLong(Long::longValue)
                            .toArray();
        }
        if (tensor.getRawData().size() > SHAPE_LENGTH * Long.BYTES) {
            return null;
        }
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long[] values = new long[raw.remaining() / Long.BYTES];
        raw.asLongBuffer().get(values);
        return values;
    }
}
