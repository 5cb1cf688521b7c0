package dev.sluice.app.scoring.inspection;

import java.util.Arrays;

/** Shapes of matrix products, and how many multiplications they take. */
final class Products {
    private Products() {}

    static Shape matMul(Operands node) throws RefusedException {
        Shape a = node.input(0);
        Shape b = node.input(1);
        if (a.rank() < 2 || b.rank() < 2) {
            throw node.fault("multiplies " + a + " with " + b + "; matrices are allowed");
        }
        Shape outer = Elementwise.broadcast(node, front(a), front(b));
        long[] dims = Arrays.copyOf(outer.dims(), outer.rank() + 2);
        if (a.width() != b.dims()[b.rank() - 2]) {
            throw node.fault("multiplies " + a + " with " + b);
        }
        dims[dims.length - 2] = a.dims()[a.rank() - 2];
        dims[dims.length - 1] = b.width();
        return Shape.of(false, dims);
    }

    private static Shape front(Shape shape) {
        return Shape.of(false, Arrays.copyOf(shape.dims(), shape.rank() - 2));
    }

    static Shape gemm(Operands node) throws RefusedException {
        Shape a = node.input(0);
        Shape b = node.input(1);
        if (a.rank() != 2 || b.rank() != 2) {
            throw node.fault("multiplies " + a + " with " + b + "; matrices are allowed");
        }
        int turnA = node.attributes().integer("transA", 0) == 0 ? 0 : 1;
        int turnB = node.attributes().integer("transB", 0) == 0 ? 0 : 1;
        if (a.dims()[1 - turnA] != b.dims()[turnB]) {
            throw node.fault("multiplies " + a + " with " + b);
        }
        return Shape.of(false, a.dims()[turnA], b.dims()[1 - turnB]);
    }

    /** Multiplications of a node whose output has so many elements; 0 where it is no product. */
    static long multiplications(String op, Attributes attributes, Shape a, long outputElements)
            throws RefusedException {
        long inner =
                switch (op) {
                    case "MatMul" -> a.width();
                    case "Gemm" -> a.dims()[attributes.integer("transA", 0) == 0 ? 1 : 0];
                    default -> 0;
                };
        // Both are within the limits of a tensor, so the product fits.
        return inner * outputElements;
    }
}
