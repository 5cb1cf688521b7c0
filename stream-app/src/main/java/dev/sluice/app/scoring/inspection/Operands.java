package dev.sluice.app.scoring.inspection;

import dev.sluice.app.scoring.inspection.Refusal.Code;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule may read of one node.
 *
 * @param inputs their shapes; null where an optional one is left out
 */
record Operands(Attributes attributes, List<@Nullable Shape> inputs) {
    Operands {
        inputs = Collections.unmodifiableList(new ArrayList<>(inputs));
    }

    RefusedException fault(String what) {
        return new RefusedException(Code.SHAPE, "The " + attributes.node() + " " + what);
    }

    int count() {
        return inputs.size();
    }

    boolean has(int at) {
        return at < inputs.size() && inputs.get(at) != null;
    }

    Shape input(int at) throws RefusedException {
        Shape shape = at < inputs.size() ? inputs.get(at) : null;
        if (shape == null) {
            throw fault("lacks input " + at);
        }
        return shape;
    }

    /** The elements of an input that shapes depend on, which must be a constant. */
    long[] known(int at, String what) throws RefusedException {
        long[] values = input(at).integers();
        if (values == null) {
            throw fault("takes its " + what + " from a value that is only known in a run; it must be a constant");
        }
        return values;
    }

    /** The place of an axis, which may be counted from the end. */
    int axis(long axis, int rank) throws RefusedException {
        if (axis < -rank || axis >= rank) {
            throw fault("has axis " + axis + " for " + rank + " dimensions");
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }
}
