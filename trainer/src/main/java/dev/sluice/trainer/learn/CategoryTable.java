package dev.sluice.trainer.learn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a category column becomes numbers: a row of codes for each level, and one for all that training has not seen.
 * One-hot and target encoding are both such tables, so that the graph needs one way only: look up, gather.
 */
public final class CategoryTable {
    private final List<String> levels;
    private final int width;
    private final float[] codes;
    private final Map<String, Integer> index = new HashMap<>();

    /**
     * @param levels categories seen in training
     * @param width numbers per category
     * @param codes [level, and last the unknown][width]; taken over, not copied
     */
    CategoryTable(List<String> levels, int width, float[] codes) {
        if (codes.length != (levels.size() + 1) * width) {
            throw new IllegalArgumentException("a row of codes for every level, and one for the unknown");
        }
        this.levels = List.copyOf(levels);
        this.width = width;
        this.codes = codes;
        for (int level = 0; level < levels.size(); level++) {
            index.put(levels.get(level), level);
        }
    }

    /** Categories seen in training, in the order of the codes. */
    public List<String> levels() {
        return levels;
    }

    /** How many numbers a category becomes. */
    public int width() {
        return width;
    }

    /** The codes [level][width], last those of the unknown. */
    public float[] codes() {
        return codes.clone();
    }

    /** Writes a column's codes into a row-major matrix, from one of its columns on. */
    void encode(@Nullable String[] column, float[] matrix, int stride, int at) {
        for (int row = 0; row < column.length; row++) {
            @Nullable Integer level = index.get(column[row]);
            int from = (level == null ? levels.size() : level) * width;
            System.arraycopy(codes, from, matrix, row * stride + at, width);
        }
    }

    /** One column a level; the unknown and the missing are all zero. A column without any level becomes one zero. */
    static CategoryTable oneHot(List<String> levels) {
        int width = Math.max(1, levels.size());
        float[] codes = new float[(levels.size() + 1) * width];
        for (int level = 0; level < levels.size(); level++) {
            codes[level * width + level] = 1;
        }
        return new CategoryTable(levels, width, codes);
    }

    /** The levels of a column, sorted; an empty text is missing, as in the graph. */
    static List<String> levels(@Nullable String[] column) {
        return Arrays.stream(column)
                .filter(level -> level != null && !level.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }
}
