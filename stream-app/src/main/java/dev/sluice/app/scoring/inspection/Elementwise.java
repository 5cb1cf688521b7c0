package dev.sluice.app.scoring.inspection;

import ai.onnx.proto.OnnxMl.TensorProto;

/** Shapes of what is computed element by element. */
final class Elementwise {
    private Elementwise() {}

    /** Of all inputs together. */
    static Shape broadcast(Operands node) throws RefusedException {
        Shape all = node.input(0);
        for (int i = 1; i < node.count(); i++) {
            all = broadcast(node, all, node.input(i));
        }
        return Shape.of(all.text(), all.dims());
    }

    static Shape broadcast(Operands node, Shape a, Shape b) throws RefusedException {
        long[] dims = new long[Math.max(a.rank(), b.rank())];
        for (int i = 1; i <= dims.length; i++) {
            long x = i > a.rank() ? 1 : a.dims()[a.rank() - i];
            long y = i > b.rank() ? 1 : b.dims()[b.rank() - i];
            if (x != y && x != 1 && y != 1) {
                throw node.fault("has inputs of shapes " + a + " and " + b);
            }
            dims[dims.length - i] = x == 1 ? y : x;
        }
        return Shape.of(a.text() || b.text(), dims);
    }

    static Shape cast(Operands node) throws RefusedException {
        return Shape.of(
                node.attributes().integer("to", 0) == TensorProto.DataType.STRING_VALUE,
                node.input(0).dims());
    }
}
