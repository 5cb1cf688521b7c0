package dev.sluice.app.scoring.inspection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** Shapes whose dimensions come, go or change places, with the elements in their order or summed up. */
final class Dimensions {
    private Dimensions() {}

    static Shape reshape(Operands node) throws RefusedException {
        Shape data = node.input(0);
        long[] dims = node.known(1, "shape").clone();
        if (node.attributes().integer("allowzero", 0) != 0) {
            throw node.fault("has allowzero");
        }
        int open = -1;
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] < -1 || (dims[i] == -1 && open >= 0) || (dims[i] == 0 && i >= data.rank())) {
                throw node.fault("has the target shape " + Arrays.toString(dims));
            }
            open = dims[i] == -1 ? i : open;
            dims[i] = dims[i] == 0 ? data.dims()[i] : Math.max(dims[i], 1);
        }
        long rest = Shape.of(false, dims).elements();
        if (open >= 0 && rest > 0) {
            dims[open] = data.elements() / rest;
        }
        if (Shape.of(false, dims).elements() != data.elements()) {
            throw node.fault("makes " + Arrays.toString(dims) + " of " + data);
        }
        return Shape.of(data.text(), dims);
    }

    static Shape unsqueeze(Operands node) throws RefusedException {
        long[] axes = node.known(1, "axes");
        int rank = node.input(0).rank() + axes.length;
        TreeSet<Integer> added = new TreeSet<>();
        for (long axis : axes) {
            added.add(node.axis(axis, rank));
        }
        List<Long> dims = new ArrayList<>(longs(node.input(0).dims()));
        added.forEach(axis -> dims.add(Math.min(axis, dims.size()), 1L));
        return of(node.input(0), dims);
    }

    static Shape squeeze(Operands node) throws RefusedException {
        List<Long> dims = new ArrayList<>(longs(node.input(0).dims()));
        // Without axes it would also drop the rows of a batch of one.
        TreeSet<Integer> dropped = new TreeSet<>(Collections.reverseOrder());
        for (long axis : node.known(1, "axes")) {
            dropped.add(node.axis(axis, dims.size()));
        }
        for (int axis : dropped) {
            if (dims.remove(axis) != 1L) {
                throw node.fault("drops axis " + axis + " of " + node.input(0));
            }
        }
        return of(node.input(0), dims);
    }

    static Shape transpose(Operands node) throws RefusedException {
        long[] dims = node.input(0).dims();
        List<Long> order = node.attributes().integers("perm");
        if (order.isEmpty()) {
            return of(node.input(0), longs(dims).reversed());
        }
        List<Long> turned = new ArrayList<>();
        TreeSet<Integer> seen = new TreeSet<>();
        for (long from : order) {
            seen.add(node.axis(from, dims.length));
            turned.add(dims[node.axis(from, dims.length)]);
        }
        if (seen.size() != dims.length || order.size() != dims.length) {
            throw node.fault("has the order " + order + " for " + dims.length + " dimensions");
        }
        return of(node.input(0), turned);
    }

    static Shape reduce(Operands node) throws RefusedException {
        Shape data = node.input(0);
        long[] axes = node.attributes().integers("axes").stream()
                .mapToLong(Long::longValue)
                .toArray();
        if (node.has(1)) {
            axes = node.known(1, "axes");
        }
        boolean keep = node.attributes().integer("keepdims", 1) != 0;
        if (axes.length == 0 && node.attributes().integer("noop_with_empty_axes", 0) != 0) {
            return data;
        }
        TreeSet<Integer> gone = new TreeSet<>();
        for (long axis : axes.length == 0 ? LongStream.range(0, data.rank()).toArray() : axes) {
            gone.add(node.axis(axis, data.rank()));
        }
        List<Long> dims = new ArrayList<>();
        for (int i = 0; i < data.rank(); i++) {
            if (!gone.contains(i)) {
                dims.add(data.dims()[i]);
            } else if (keep) {
                dims.add(1L);
            }
        }
        return of(data, dims);
    }

    private static List<Long> longs(long[] dims) {
        return Arrays.stream(dims).boxed().toList();
    }

    private static Shape of(Shape like, List<Long> dims) {
        return Shape.of(like.text(), dims.stream().mapToLong(Long::longValue).toArray());
    }
}
