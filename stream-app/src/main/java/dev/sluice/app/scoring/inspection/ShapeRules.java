package dev.sluice.app.scoring.inspection;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.sluice.app.scoring.inspection.Refusal.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The shapes of one node's outputs, from those of its inputs and its attributes; see ONNX's Operators.md. */
final class ShapeRules {
    private final String op;
    private final Attributes attributes;
    private final List<@Nullable Shape> inputs;
    private final int outputs;

    ShapeRules(String op, Attributes attributes, List<@Nullable Shape> inputs, int outputs) {
        this.op = op;
        this.attributes = attributes;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    List<Shape> infer() throws RefusedException {
        if (op.equals("Split")) {
            return split();
        }
        return List.of(
                switch (op) {
                    case "Neg",
                            "Abs",
                            "Exp",
                            "Log",
                            "Sqrt",
                            "Not",
                            "Relu",
                            "Tanh",
                            "Sigmoid",
                            "Softplus",
                            "Clip",
                            "Identity",
                            "Imputer",
                            "Scaler" -> input(0);
                    case "IsNaN" -> Shape.of(false, input(0).dims());
                    case "Cast" -> cast();
                    case "LabelEncoder" -> labels();
                    case "Add", "Sub", "Mul", "Div", "Pow", "Min", "Max", "Where", "Sum" -> broadcast();
                    case "Less", "Greater", "Equal", "And", "Or" ->
                        Shape.of(false, broadcast().dims());
                    case "Concat" -> concat();
                    case "Slice" -> slice();
                    case "Gather" -> gather();
                    case "Reshape" -> reshape();
                    case "Unsqueeze" -> unsqueeze();
                    case "Squeeze" -> squeeze();
                    case "Transpose" -> transpose();
                    case "MatMul" -> Products.matMul(this, input(0), input(1));
                    case "Gemm" -> Products.gemm(this, attributes, input(0), input(1));
                    case "Constant" -> constant();
                    case "ReduceSum", "ReduceMean", "ReduceMin", "ReduceMax" -> reduce();
                    case "OneHotEncoder" -> oneHot();
                    case "ArrayFeatureExtractor" -> extract();
                    case "TreeEnsembleRegressor" -> trees();
                    default -> throw fault("has no rule");
                });
    }

    RefusedException fault(String what) {
        return new RefusedException(Code.SHAPE, "The " + attributes.node() + " " + what);
    }

    Shape input(int at) throws RefusedException {
        Shape shape = at < inputs.size() ? inputs.get(at) : null;
        if (shape == null) {
            throw fault("lacks input " + at);
        }
        return shape;
    }

    private long[] known(int at, String what) throws RefusedException {
        long[] values = input(at).integers();
        if (values == null) {
            throw fault("takes its " + what + " from a value that is only known in a run; it must be a constant");
        }
        return values;
    }

    private int axis(long axis, int rank) throws RefusedException {
        if (axis < -rank || axis >= rank) {
            throw fault("has axis " + axis + " for " + rank + " dimensions");
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    private Shape broadcast() throws RefusedException {
        Shape all = input(0);
        for (int i = 1; i < inputs.size(); i++) {
            all = broadcast(all, input(i));
        }
        return Shape.of(all.text(), all.dims());
    }

    Shape broadcast(Shape a, Shape b) throws RefusedException {
        long[] dims = new long[Math.max(a.rank(), b.rank())];
        for (int i = 1; i <= dims.length; i++) {
            long x = i > a.rank() ? 1 : a.dims()[a.rank() - i];
            long y = i > b.rank() ? 1 : b.dims()[b.rank() - i];
            if (x != y && x != 1 && y != 1) {
                throw fault("has inputs of shapes " + a + " and " + b);
            }
            dims[dims.length - i] = x == 1 ? y : x;
        }
        return Shape.of(a.text() || b.text(), dims);
    }

    private Shape cast() throws RefusedException {
        return Shape.of(attributes.integer("to", 0) == TensorProto.DataType.STRING_VALUE, input(0).dims());
    }

    private Shape labels() throws RefusedException {
        int keys = attributes.texts("keys_strings").size()
                + attributes.integers("keys_int64s").size()
                + attributes.floats("keys_floats").size();
        int texts = attributes.texts("values_strings").size();
        int values = texts
                + attributes.integers("values_int64s").size()
                + attributes.floats("values_floats").size();
        if (keys == 0 || keys != values) {
            throw attributes.fault("has " + keys + " keys and " + values + " values");
        }
        return Shape.of(texts > 0, input(0).dims());
    }

    private Shape concat() throws RefusedException {
        Shape first = input(0);
        int axis = axis(attributes.small("axis", 0), first.rank());
        long[] dims = first.dims().clone();
        boolean text = first.text();
        for (int i = 1; i < inputs.size(); i++) {
            Shape next = input(i);
            for (int d = 0; d < Math.max(next.rank(), dims.length); d++) {
                if (next.rank() != dims.length || (d != axis && next.dims()[d] != dims[d])) {
                    throw fault("joins shapes " + first + " and " + next + " at axis " + axis);
                }
            }
            dims[axis] = Math.addExact(dims[axis], next.dims()[axis]);
            text |= next.text();
        }
        return Shape.of(text, dims);
    }

    private Shape slice() throws RefusedException {
        Shape data = input(0);
        long[] starts = known(1, "starts");
        long[] ends = known(2, "ends");
        long[] axes = inputs.size() > 3 && inputs.get(3) != null ? known(3, "axes") : upTo(starts.length);
        long[] steps = inputs.size() > 4 && inputs.get(4) != null ? known(4, "steps") : ones(starts.length);
        if (ends.length != starts.length || axes.length != starts.length || steps.length != starts.length) {
            throw fault("has starts, ends, axes and steps of different lengths");
        }
        long[] dims = data.dims().clone();
        for (int i = 0; i < axes.length; i++) {
            if (steps[i] < 1) {
                throw fault("has step " + steps[i]);
            }
            int axis = axis(axes[i], dims.length);
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

    private static long[] upTo(int n) {
        return java.util.stream.LongStream.range(0, n).toArray();
    }

    private static long[] ones(int n) {
        long[] ones = new long[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    private Shape gather() throws RefusedException {
        Shape data = input(0);
        Shape indices = input(1);
        int axis = axis(attributes.small("axis", 0), data.rank());
        long[] dims = new long[data.rank() + indices.rank() - 1];
        System.arraycopy(data.dims(), 0, dims, 0, axis);
        System.arraycopy(indices.dims(), 0, dims, axis, indices.rank());
        System.arraycopy(data.dims(), axis + 1, dims, axis + indices.rank(), data.rank() - axis - 1);
        return Shape.of(data.text(), dims);
    }

    private Shape reshape() throws RefusedException {
        Shape data = input(0);
        long[] dims = known(1, "shape").clone();
        if (attributes.integer("allowzero", 0) != 0) {
            throw fault("has allowzero");
        }
        int open = -1;
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] < -1 || (dims[i] == -1 && open >= 0) || (dims[i] == 0 && i >= data.rank())) {
                throw fault("has the target shape " + Arrays.toString(dims));
            }
            open = dims[i] == -1 ? i : open;
            dims[i] = dims[i] == 0 ? data.dims()[i] : Math.max(dims[i], 1);
        }
        long rest = Shape.of(false, dims).elements();
        if (open >= 0 && rest > 0) {
            dims[open] = data.elements() / rest;
        }
        if (Shape.of(false, dims).elements() != data.elements()) {
            throw fault("makes " + Arrays.toString(dims) + " of " + data);
        }
        return Shape.of(data.text(), dims);
    }

    private Shape unsqueeze() throws RefusedException {
        long[] axes = known(1, "axes");
        int rank = input(0).rank() + axes.length;
        TreeSet<Integer> added = new TreeSet<>();
        for (long axis : axes) {
            added.add(axis(axis, rank));
        }
        List<Long> dims = new ArrayList<>(longs(input(0).dims()));
        added.forEach(axis -> dims.add(Math.min(axis, dims.size()), 1L));
        return of(input(0), dims);
    }

    private Shape squeeze() throws RefusedException {
        List<Long> dims = new ArrayList<>(longs(input(0).dims()));
        // Without axes it would also drop the rows of a batch of one.
        TreeSet<Integer> dropped = new TreeSet<>(Collections.reverseOrder());
        for (long axis : known(1, "axes")) {
            dropped.add(axis(axis, dims.size()));
        }
        for (int axis : dropped) {
            if (dims.remove(axis) != 1L) {
                throw fault("drops axis " + axis + " of " + input(0));
            }
        }
        return of(input(0), dims);
    }

    private Shape transpose() throws RefusedException {
        long[] dims = input(0).dims();
        List<Long> order = attributes.integers("perm");
        if (order.isEmpty()) {
            return of(input(0), longs(dims).reversed());
        }
        List<Long> turned = new ArrayList<>();
        TreeSet<Integer> seen = new TreeSet<>();
        for (long from : order) {
            seen.add(axis(from, dims.length));
            turned.add(dims[axis(from, dims.length)]);
        }
        if (seen.size() != dims.length || order.size() != dims.length) {
            throw fault("has the order " + order + " for " + dims.length + " dimensions");
        }
        return of(input(0), turned);
    }

    private Shape constant() throws RefusedException {
        AttributeProto value = attributes.get("value");
        if (value != null && value.hasT()) {
            return Tensors.shape(value.getT());
        }
        if (attributes.has("value_int")) {
            return new Shape(new long[0], false, new long[] {attributes.integer("value_int", 0)});
        }
        if (attributes.has("value_ints")) {
            long[] values = attributes.integers("value_ints").stream()
                    .mapToLong(Long::longValue)
                    .toArray();
            return new Shape(new long[] {values.length}, false, values);
        }
        if (attributes.has("value_floats")) {
            return Shape.of(false, attributes.floats("value_floats").size());
        }
        if (attributes.has("value_strings")) {
            return Shape.of(true, attributes.texts("value_strings").size());
        }
        if (attributes.has("value_float") || attributes.has("value_string")) {
            return Shape.of(attributes.has("value_string"));
        }
        throw attributes.fault("has no value");
    }

    private Shape reduce() throws RefusedException {
        Shape data = input(0);
        long[] axes =
                attributes.integers("axes").stream().mapToLong(Long::longValue).toArray();
        if (inputs.size() > 1 && inputs.get(1) != null) {
            axes = known(1, "axes");
        }
        boolean keep = attributes.integer("keepdims", 1) != 0;
        if (axes.length == 0 && attributes.integer("noop_with_empty_axes", 0) != 0) {
            return data;
        }
        TreeSet<Integer> gone = new TreeSet<>();
        for (long axis : axes.length == 0 ? upTo(data.rank()) : axes) {
            gone.add(axis(axis, data.rank()));
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

    private Shape oneHot() throws RefusedException {
        int categories = attributes.texts("cats_strings").size()
                + attributes.integers("cats_int64s").size();
        if (categories == 0) {
            throw attributes.fault("has no categories");
        }
        List<Long> dims = new ArrayList<>(longs(input(0).dims()));
        dims.add((long) categories);
        return Shape.of(false, dims.stream().mapToLong(Long::longValue).toArray());
    }

    private Shape extract() throws RefusedException {
        Shape data = input(0);
        long[] dims = data.rank() < 2 ? new long[] {1, 1} : data.dims().clone();
        dims[dims.length - 1] = input(1).elements();
        return Shape.of(data.text(), dims);
    }

    private Shape trees() throws RefusedException {
        Shape data = input(0);
        long feature = Trees.greatestFeature(attributes);
        if (data.rank() != 2 || feature >= data.width()) {
            throw new RefusedException(
                    Code.TREE,
                    "The " + attributes.node() + " asks for column " + feature + " of an input of shape " + data);
        }
        return Shape.of(false, data.dims()[0], attributes.integer("n_targets", 1));
    }

    private List<Shape> split() throws RefusedException {
        Shape data = input(0);
        int axis = axis(attributes.small("axis", 0), data.rank());
        long size = data.dims()[axis];
        long part = Math.ceilDiv(size, outputs);
        long[] parts = new long[outputs];
        Arrays.fill(parts, part);
        parts[outputs - 1] = size - part * (outputs - 1);
        if (inputs.size() > 1 && inputs.get(1) != null) {
            parts = known(1, "parts");
        }
        if (parts.length != outputs
                || Arrays.stream(parts).anyMatch(p -> p < 0 || p > size)
                || Arrays.stream(parts).sum() != size) {
            throw fault("splits " + size + " into " + Arrays.toString(parts) + " for " + outputs + " outputs");
        }
        List<Shape> shapes = new ArrayList<>();
        for (long length : parts) {
            long[] dims = data.dims().clone();
            dims[axis] = length;
            shapes.add(Shape.of(data.text(), dims));
        }
        return shapes;
    }

    private static List<Long> longs(long[] dims) {
        return Arrays.stream(dims).boxed().toList();
    }

    private static Shape of(Shape like, List<Long> dims) {
        return Shape.of(like.text(), dims.stream().mapToLong(Long::longValue).toArray());
    }
}
