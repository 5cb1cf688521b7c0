package dev.sluice.app.scoring.inspection;

/**
 * Why a model file is not used.
 *
 * @param reason one sentence: what, where, and what is allowed
 */
public record Refusal(Code code, String reason) {
    /** What kind of fault it is; a label in metrics. */
    public enum Code {
        /** Longer than {@code models.max.bytes}. */
        TOO_LARGE,
        /** The folder's file, or the record on the topic, can't be read, or is named in no way Sluice knows. */
        UNREADABLE,
        /** Not the bytes that were announced. */
        HASH_MISMATCH,
        /** Of another version than announced. */
        VERSION_MISMATCH,
        /** No ONNX file: empty, cut short, text, something else. */
        NOT_ONNX,
        /** Messages within messages, deeper than any honest file's. */
        NESTED_TOO_DEEP,
        /** Many more parts than its length allows for. */
        TOO_MANY_PARTS,
        /** A field that this Sluice does not know, and so can't judge. */
        UNKNOWN_FIELD,
        IR_VERSION,
        OPSET,
        FUNCTIONS,
        SUBGRAPH,
        EXTERNAL_DATA,
        OP_NOT_ALLOWED,
        /** A tensor in the file whose data is not what its dimensions and type say. */
        TENSOR,
        /** Attributes that are missing, of the wrong type or length. */
        ATTRIBUTE,
        /** The nodes don't form a graph: a name is used before it is given, or given twice. */
        GRAPH,
        /** A tree that is none. */
        TREE,
        TREE_TOO_DEEP,
        TREES_TOO_LARGE,
        /** Shapes that don't fit each other, or that can't be known before a run. */
        SHAPE,
        /** Scoring would take too much memory or time. */
        TOO_COSTLY,
        CARD_MISSING,
        CARD_INVALID,
        /** The graph's inputs or outputs are not those that the card declares. */
        CONTRACT,
        GOLDEN_ROWS_MISSING,
        /** A model of another kind than the place it was put at. */
        WRONG_KIND,
        /** ONNX Runtime can't load or run it. */
        RUNTIME,
        /** The golden rows give NaN or infinity. */
        NOT_FINITE,
        /** The golden rows give other outputs than the card says. */
        GOLDEN_ROWS_FAILED,
        /** The golden rows give quantiles that cross. */
        QUANTILES_CROSS
    }

    @Override
    public String toString() {
        return code + ": " + reason;
    }
}
