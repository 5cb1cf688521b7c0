package dev.sluice.app.scoring.inspection;

import ai.onnx.proto.OnnxMl.AttributeProto;

/** Shapes of constants, by the attribute that holds the value. */
final class Constants {
    private Constants() {}

    static Shape shape(Attributes attributes) throws RefusedException {
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
}
