package dev.sluice.app.scoring.inspection;

import static dev.sluice.app.scoring.inspection.RefusedException.shown;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import com.google.protobuf.WireFormat;
import dev.sluice.app.scoring.inspection.Refusal.Code;
import java.io.IOException;

/**
 * Walks a file's protobuf encoding without building anything. Two bytes can stand for an object of a hundred, so what
 * the parsed file would take is added up first; and a field that our copy of the ONNX schema does not know would be
 * read by ONNX Runtime, but not by us.
 */
final class WireScan {
    private static final int MESSAGE_HEAP = 160;
    private static final int TEXT_HEAP = 64;
    private static final int SCALAR_HEAP = 8;

    private final CodedInputStream in;
    private final Limits limits;
    private long heap;

    private WireScan(byte[] file, Limits limits) {
        this.in = CodedInputStream.newInstance(file);
        this.limits = limits;
    }

    static void check(byte[] file, Limits limits) throws RefusedException {
        try {
            new WireScan(file, limits).message(ModelProto.getDescriptor(), 1);
        } catch (IOException e) {
            throw new RefusedException(Code.NOT_ONNX, "The file is no ONNX model, or is cut short: " + e.getMessage());
        }
    }

    private void message(Descriptor type, int depth) throws IOException, RefusedException {
        if (depth > limits.nesting()) {
            throw new RefusedException(
                    Code.NESTED_TOO_DEEP,
                    "The file nests messages more than " + limits.nesting() + " deep, at a " + type.getName());
        }
        takes(MESSAGE_HEAP);
        while (!in.isAtEnd()) {
            int tag = in.readTag();
            FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            int wire = WireFormat.getTagWireType(tag);
            if (field == null || !fits(field, wire)) {
                throw unknown(type, tag);
            }
            value(field, wire, depth);
        }
    }

    private static boolean fits(FieldDescriptor field, int wire) {
        return wire == field.getLiteType().getWireType()
                || (field.isPackable() && wire == WireFormat.WIRETYPE_LENGTH_DELIMITED);
    }

    private static RefusedException unknown(Descriptor type, int tag) {
        String where = type.getName() + " field " + WireFormat.getTagFieldNumber(tag);
        // Text and other formats, too, look like a message with odd fields.
        return type.getContainingType() == null && type.equals(ModelProto.getDescriptor())
                ? new RefusedException(Code.NOT_ONNX, "The file is no ONNX model: it starts with an unknown " + where)
                : new RefusedException(
                        Code.UNKNOWN_FIELD,
                        "The file has a " + where + " that this Sluice does not know, and so can't judge");
    }

    private void value(FieldDescriptor field, int wire, int depth) throws IOException, RefusedException {
        if (wire != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            takes(SCALAR_HEAP);
            scalar(field);
            return;
        }
        int length = in.readRawVarint32();
        int outer = in.pushLimit(length);
        if (field.getType() == Type.MESSAGE) {
            message(field.getMessageType(), depth + 1);
        } else if (field.isPackable()) {
            while (!in.isAtEnd()) {
                takes(SCALAR_HEAP);
                scalar(field);
            }
        } else {
            takes(TEXT_HEAP + (long) length);
            in.skipRawBytes(length);
        }
        in.popLimit(outer);
    }

    private void scalar(FieldDescriptor field) throws IOException, RefusedException {
        switch (field.getLiteType()) {
            case FLOAT -> in.readRawLittleEndian32();
            case DOUBLE -> in.readRawLittleEndian64();
            case ENUM -> {
                int number = in.readRawVarint32();
                if (field.getEnumType().findValueByNumber(number) == null) {
                    throw new RefusedException(
                            Code.UNKNOWN_FIELD,
                            "The file gives " + shown(field.getFullName()) + " the unknown value " + number);
                }
            }
            default -> in.readRawVarint64();
        }
    }

    private void takes(long bytes) throws RefusedException {
        heap += bytes;
        if (heap > limits.heapBytes()) {
            throw new RefusedException(
                    Code.TOO_MANY_PARTS,
                    "The file has so many parts that reading it would take more than " + limits.heapBytes()
                            + " bytes of memory");
        }
    }
}
