package dev.sluice.trainer.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** An ONNX graph under construction. Values are known by name; names count up, so that the same graph has the same bytes. */
final class Graph {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("sluice");
    private int values;

    /** A graph input [rows, columns]. */
    String input(String name, TensorProto.DataType type, int columns) {
        graph.addInput(matrix(name, type, columns));
        return name;
    }

    /** A graph output [rows, columns]: another name for a value. */
    void output(String name, String value, int columns) {
        output(name, value, matrix(name, TensorProto.DataType.FLOAT, columns));
    }

    /** A graph output that is the same for all rows. */
    void constantOutput(String name, String value, int rows, int columns) {
        ValueInfoProto.Builder fixed = matrix(name, TensorProto.DataType.FLOAT, columns).toBuilder();
        fixed.getTypeBuilder()
                .getTensorTypeBuilder()
                .getShapeBuilder()
                .getDimBuilder(0)
                .setDimValue(rows);
        output(name, value, fixed.build());
    }

    private void output(String name, String value, ValueInfoProto type) {
        graph.addNode(NodeProto.newBuilder()
                .setName(name)
                .setOpType(OnnxOps.IDENTITY.name())
                .setDomain(OnnxOps.IDENTITY.domain())
                .addInput(value)
                .addOutput(name));
        graph.addOutput(type);
    }

    private static ValueInfoProto matrix(String name, TensorProto.DataType type, int columns) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        shape.addDimBuilder().setDimParam("rows");
        shape.addDimBuilder().setDimValue(columns);
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    /** A node with one output; its attributes in the order given. */
    String add(OnnxOps.Op op, List<String> inputs, AttributeProto... attributes) {
        return add(op, inputs, 1, attributes).getFirst();
    }

    /** A node with several outputs. */
    List<String> add(OnnxOps.Op op, List<String> inputs, int outputs, AttributeProto... attributes) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            names.add(next());
        }
        graph.addNode(NodeProto.newBuilder()
                .setName(op.name() + "_" + names.getFirst())
                .setOpType(op.name())
                .setDomain(op.domain())
                .addAllInput(inputs)
                .addAllOutput(names)
                .addAllAttribute(List.of(attributes)));
        return names;
    }

    /** Columns side by side; a single one as it is. */
    String concat(List<String> parts) {
        return parts.size() == 1 ? parts.getFirst() : add(OnnxOps.CONCAT, parts, Attributes.whole("axis", 1));
    }

    /** A constant of floats. */
    String floats(float[] values, long... shape) {
        ByteBuffer bytes = littleEndian(values.length * Float.BYTES);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return constant(TensorProto.DataType.FLOAT, bytes, shape);
    }

    /** A constant of the same floats as doubles. */
    String doubles(float[] values, long... shape) {
        ByteBuffer bytes = littleEndian(values.length * Double.BYTES);
        for (float value : values) {
            bytes.putDouble(value);
        }
        return constant(TensorProto.DataType.DOUBLE, bytes, shape);
    }

    /** A constant of doubles. */
    String doubles(double[] values, long... shape) {
        ByteBuffer bytes = littleEndian(values.length * Double.BYTES);
        for (double value : values) {
            bytes.putDouble(value);
        }
        return constant(TensorProto.DataType.DOUBLE, bytes, shape);
    }

    /** A value as another type. */
    String cast(String value, TensorProto.DataType type) {
        return add(OnnxOps.CAST, List.of(value), Attributes.whole("to", type.getNumber()));
    }

    /** A constant of one float, [1, 1]. */
    String number(float value) {
        return floats(new float[] {value}, 1, 1);
    }

    /** A constant of whole numbers; without a shape, a single one. */
    String wholes(long[] values, long... shape) {
        ByteBuffer bytes = littleEndian(values.length * Long.BYTES);
        for (long value : values) {
            bytes.putLong(value);
        }
        return constant(TensorProto.DataType.INT64, bytes, shape);
    }

    private static ByteBuffer littleEndian(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private String constant(TensorProto.DataType type, ByteBuffer bytes, long... shape) {
        String name = next();
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(bytes.flip()));
        for (long dimension : shape) {
            tensor.addDims(dimension);
        }
        graph.addInitializer(tensor);
        return name;
    }

    private String next() {
        return "v" + values++;
    }

    GraphProto build() {
        return graph.build();
    }
}
