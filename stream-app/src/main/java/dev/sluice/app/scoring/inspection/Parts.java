package dev.sluice.app.scoring.inspection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** Shapes of parts of tensors, and of tensors put together. */
final class Parts {
    private Parts() {}

    static Shape concat(Operands node) throws RefusedException {
        Shape first = node.input(0);
        int axis = node.axis(node.attributes().small("axis", 0), first.rank());
        long[] dims = first.dims().clone();
        boolean text = first.text();
        for (int i = 1; i < node.count(); i++) {
            Shape next = node.input(i);
            for (int d = 0; d < Math.max(next.rank(), dims.length); d++) {
                if (next.rank() != dims.length || (d != axis && next.dims()[d] != dims[d])) {
                    throw node.fault("joins shapes " + first + " and " + next + " at axis " + axis);
                }
            }
            dims[axis] = Math.addExact(dims[axis], next.dims()[axis]);
            text |= next.text();
        }
        return Shape.of(text, dims);
    }

    static Shape slice(Operands node) throws RefusedException {
        Shape data = node.input(0);
        long[] starts = node.known(1, "starts");
        long[] ends = node.known(2, "ends");
        long[] axes = node.has(3)
                ? node.known(3, "axes")
                : LongStream.range(0, starts.length).toArray();
        long[] steps = node.has(4) ? node.known(4, "steps") : ones(starts.length);
        if (ends.length != starts.length || axes.length != starts.length || steps.length != starts.length) {
            throw node.fault("has starts, ends, axes and steps of different lengths");
        }
        long[] dims = data.dims().clone();
        for (int i = 0; i < axes.length; i++) {
            if (steps[i] < 1) {
                throw node.fault("has step " + steps[i]);
            }
            int axis = node.axis(axes[i], dims.length);
            long size = data.dims()[axis];
            long from = within(starts[i], size);
            long to = within(ends[i], size);
            dims[axis] = Math.ceilDiv(Math.max(0, to - from), steps[i]);
        }
        return Shape.of(data.text(), dims);
    }

    private static long within(long place, long size) {
        return Math.clamp(place < 0 ? place + size : place, 0L, size);
    }

    private static long[] ones(int n) {
        long[] ones = new long[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    static Shape gather(Operands node) throws RefusedException {
        Shape data = node.input(0);
        Shape indices = node.input(1);
        int axis = node.axis(node.attributes().small("axis", 0), data.rank());
        long[] dims = new long[data.rank() + indices.rank() - 1];
        System.arraycopy(data.dims(), 0, dims, 0, axis);
        System.arraycopy(indices.dims(), 0, dims, axis, indices.rank());
        System.arraycopy(data.dims(), axis + 1, dims, axis + indices.rank(), data.rank() - axis - 1);
        return Shape.of(data.text(), dims);
    }

    static List<Shape> split(Operands node, int outputs) throws RefusedException {
        Shape data = node.input(0);
        int axis = node.axis(node.attributes().small("axis", 0), data.rank());
        long size = data.dims()[axis];
        long part = Math.ceilDiv(size, outputs);
        long[] parts = new long[outputs];
        Arrays.fill(parts, part);
        parts[outputs - 1] = size - part * (outputs - 1);
        if (node.has(1)) {
            parts = node.known(1, "parts");
        }
        if (parts.length != outputs
                || Arrays.stream(parts).anyMatch(p -> p < 0 || p > size)
                || Arrays.stream(parts).sum() != size) {
            throw node.fault("splits " + size + " into " + Arrays.toString(parts) + " for " + outputs + " outputs");
        }
        List<Shape> shapes = new ArrayList<>();
        for (long length : parts) {
            long[] dims = data.dims().clone();
            dims[axis] = length;
            shapes.add(Shape.of(data.text(), dims));
        }
        return shapes;
    }
}
