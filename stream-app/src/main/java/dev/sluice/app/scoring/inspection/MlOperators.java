package dev.sluice.app.scoring.inspection;

import dev.sluice.app.scoring.inspection.Refusal.Code;
import java.util.Arrays;

/** Shapes of the operators of ai.onnx.ml that change or check them. */
final class MlOperators {
    private MlOperators() {}

    static Shape labels(Operands node) throws RefusedException {
        int keys = node.attributes().texts("keys_strings").size()
                + node.attributes().integers("keys_int64s").size()
                + node.attributes().floats("keys_floats").size();
        int texts = node.attributes().texts("values_strings").size();
        int values = texts
                + node.attributes().integers("values_int64s").size()
                + node.attributes().floats("values_floats").size();
        if (keys == 0 || keys != values) {
            throw node.attributes().fault("has " + keys + " keys and " + values + " values");
        }
        return Shape.of(texts > 0, node.input(0).dims());
    }

    static Shape oneHot(Operands node) throws RefusedException {
        int categories = node.attributes().texts("cats_strings").size()
                + node.attributes().integers("cats_int64s").size();
        if (categories == 0) {
            throw node.attributes().fault("has no categories");
        }
        long[] data = node.input(0).dims();
        long[] dims = Arrays.copyOf(data, data.length + 1);
        dims[data.length] = categories;
        return Shape.of(false, dims);
    }

    static Shape extract(Operands node) throws RefusedException {
        Shape data = node.input(0);
        long[] dims = data.rank() < 2 ? new long[] {1, 1} : data.dims().clone();
        dims[dims.length - 1] = node.input(1).elements();
        return Shape.of(data.text(), dims);
    }

    static Shape trees(Operands node) throws RefusedException {
        Shape data = node.input(0);
        long feature = Trees.greatestFeature(node.attributes());
        if (data.rank() != 2 || feature >= data.width()) {
            throw new RefusedException(
                    Code.TREE,
                    "The " + node.attributes().node() + " asks for column " + feature + " of an input of shape "
                            + data);
        }
        return Shape.of(false, data.dims()[0], node.attributes().integer("n_targets", 1));
    }
}
