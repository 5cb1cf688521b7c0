package dev.sluice.trainer.onnx;

import java.util.List;

/** The operators that Sluice's graphs are made of; whoever loads a file can refuse all others. */
public final class OnnxOps {
    /** Domain of the standard operators, as in a node. */
    public static final String STANDARD = "";
    /** Domain of the classical machine learning operators. */
    public static final String ML = "ai.onnx.ml";

    /** Version of the standard operators. */
    public static final long STANDARD_VERSION = 17;
    /** Version of the classical ones. */
    public static final long ML_VERSION = 3;

    /** An operator. */
    public record Op(String domain, String name) {}

    static final Op ABS = standard("Abs");
    static final Op ADD = standard("Add");
    static final Op AND = standard("And");
    static final Op CAST = standard("Cast");
    static final Op CONCAT = standard("Concat");
    static final Op DIV = standard("Div");
    static final Op ERF = standard("Erf");
    static final Op EXP = standard("Exp");
    static final Op GATHER = standard("Gather");
    static final Op GEMM = standard("Gemm");
    static final Op GREATER = standard("Greater");
    static final Op IDENTITY = standard("Identity");
    static final Op IS_NAN = standard("IsNaN");
    static final Op LABEL_ENCODER = new Op(ML, "LabelEncoder");
    static final Op LESS = standard("Less");
    static final Op LOG = standard("Log");
    static final Op MAT_MUL = standard("MatMul");
    static final Op MAX = standard("Max");
    static final Op MIN = standard("Min");
    static final Op MUL = standard("Mul");
    static final Op REDUCE_MAX = standard("ReduceMax");
    static final Op REDUCE_MEAN = standard("ReduceMean");
    static final Op REDUCE_MIN = standard("ReduceMin");
    static final Op RELU = standard("Relu");
    static final Op SIN = standard("Sin");
    static final Op SPLIT = standard("Split");
    static final Op SQRT = standard("Sqrt");
    static final Op SUB = standard("Sub");
    static final Op SUM = standard("Sum");
    static final Op TANH = standard("Tanh");
    static final Op TRANSPOSE = standard("Transpose");
    static final Op TREE_ENSEMBLE = new Op(ML, "TreeEnsembleRegressor");
    static final Op WHERE = standard("Where");

    /** All of them. */
    public static final List<Op> ALL = List.of(
            ABS,
            ADD,
            AND,
            CAST,
            CONCAT,
            DIV,
            ERF,
            EXP,
            GATHER,
            GEMM,
            GREATER,
            IDENTITY,
            IS_NAN,
            LABEL_ENCODER,
            LESS,
            LOG,
            MAT_MUL,
            MAX,
            MIN,
            MUL,
            REDUCE_MAX,
            REDUCE_MEAN,
            REDUCE_MIN,
            RELU,
            SIN,
            SPLIT,
            SQRT,
            SUB,
            SUM,
            TANH,
            TRANSPOSE,
            TREE_ENSEMBLE,
            WHERE);

    private OnnxOps() {}

    private static Op standard(String name) {
        return new Op(STANDARD, name);
    }
}
