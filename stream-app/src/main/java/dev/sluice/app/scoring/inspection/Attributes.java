package dev.sluice.app.scoring.inspection;

import static dev.sluice.app.scoring.inspection.RefusedException.shown;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import dev.sluice.app.scoring.inspection.Refusal.Code;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node's attributes by name, read by the type that they declare. */
final class Attributes {
    private final String node;
    private final Map<String, AttributeProto> byName = new HashMap<>();

    Attributes(NodeProto node) throws RefusedException {
        this.node = shown(node.getOpType()) + " node " + shown(node.getName());
        for (AttributeProto attribute : node.getAttributeList()) {
            if (byName.put(attribute.getName(), attribute) != null) {
                throw fault("has attribute " + shown(attribute.getName()) + " twice");
            }
        }
    }

    RefusedException fault(String what) {
        return new RefusedException(Code.ATTRIBUTE, "The " + node + " " + what);
    }

    String node() {
        return node;
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    private @Nullable AttributeProto typed(String name, AttributeType type) throws RefusedException {
        AttributeProto attribute = byName.get(name);
        if (attribute != null && attribute.getType() != type) {
            throw fault("has attribute " + shown(name) + " of type " + attribute.getType() + ", must be " + type);
        }
        return attribute;
    }

    long integer(String name, long otherwise) throws RefusedException {
        AttributeProto attribute = typed(name, AttributeType.INT);
        return attribute == null ? otherwise : attribute.getI();
    }

    /** A small number, such as an axis. */
    int small(String name, int otherwise) throws RefusedException {
        long value = integer(name, otherwise);
        if (Math.abs(value) > 1_000_000) {
            throw fault("has " + shown(name) + " " + value);
        }
        return (int) value;
    }

    String text(String name, String otherwise) throws RefusedException {
        AttributeProto attribute = typed(name, AttributeType.STRING);
        return attribute == null ? otherwise : attribute.getS().toStringUtf8();
    }

    List<Long> integers(String name) throws RefusedException {
        AttributeProto attribute = typed(name, AttributeType.INTS);
        return attribute == null ? List.of() : attribute.getIntsList();
    }

    List<Float> floats(String name) throws RefusedException {
        AttributeProto attribute = typed(name, AttributeType.FLOATS);
        return attribute == null ? List.of() : attribute.getFloatsList();
    }

    List<ByteString> texts(String name) throws RefusedException {
        AttributeProto attribute = typed(name, AttributeType.STRINGS);
        return attribute == null ? List.of() : attribute.getStringsList();
    }

    /** The attribute as it is; null where the node has none of the name. */
    @Nullable
    AttributeProto get(String name) {
        return byName.get(name);
    }
}
