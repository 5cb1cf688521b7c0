package dev.sluice.app.scoring.inspection;

/**
 * How much a model may take.
 *
 * @param fileBytes length of the file
 * @param heapBytes estimate of what the parsed file takes in this process
 * @param nesting messages within messages
 * @param nodes nodes of the graph
 * @param treeNodes nodes of all trees together
 * @param treeDepth branches from a root to a leaf; ONNX Runtime walks a tree recursively when it loads one
 * @param inputs inputs that a card declares
 * @param goldenRows rows that a card brings
 * @param textLength characters of a string in the graph
 * @param tensorElements elements of one tensor, while {@link #ROWS} rows are scored
 * @param totalElements of all tensors together
 * @param multiplications of all matrix products together, while {@link #ROWS} rows are scored
 */
public record Limits(
        long fileBytes,
        long heapBytes,
        int nesting,
        int nodes,
        int treeNodes,
        int treeDepth,
        int inputs,
        int goldenRows,
        int textLength,
        long tensorElements,
        long totalElements,
        long multiplications) {
    /** How many rows the memory and time limits are meant for: a prime, so that no width in a file equals it by chance. */
    static final int ROWS = 1009;

    /** The usual limits for files of this length. */
    public static Limits ofFileBytes(long fileBytes) {
        return new Limits(
                fileBytes,
                8 * fileBytes + (16 << 20),
                16,
                20_000,
                4_000_000,
                100,
                1_000,
                1_000,
                1_024,
                1L << 24,
                1L << 28,
                10_000_000_000L);
    }
}
