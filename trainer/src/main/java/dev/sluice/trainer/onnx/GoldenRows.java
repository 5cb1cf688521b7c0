package dev.sluice.trainer.onnx;

import dev.sluice.schemas.model.ModelCard.Golden;
import dev.sluice.schemas.model.ModelCard.GoldenRow;
import dev.sluice.trainer.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Rows for the card with the outputs that the file itself gives; whoever loads it later must see the same. */
public final class GoldenRows {
    /** What another processor or runtime version may differ by. */
    private static final double TOLERANCE = 1e-4;

    private GoldenRows() {}

    /**
     * Picks rows by a seed, without repeats and in their order. Inputs are rounded to float32, as they are fed.
     *
     * @param file the model file; its card may still lack the golden rows, which do not change the graph
     * @param most how many to pick; all where there are fewer
     */
    public static Golden pick(byte[] file, Dataset rows, int most, long seed) throws OnnxFileException {
        Dataset picked = rows.rows(new SplittableRandom(seed)
                .ints(0, Math.max(1, rows.size()))
                .distinct()
                .limit(Math.min(most, rows.size()))
                .sorted()
                .toArray());
        try (OnnxRun run = OnnxRun.open(file)) {
            double[][] outputs = run.predict(picked);
            List<GoldenRow> golden = new ArrayList<>();
            for (int row = 0; row < picked.size(); row++) {
                golden.add(new GoldenRow(
                        numbers(picked, row),
                        categories(picked, row),
                        Arrays.stream(outputs[row]).boxed().toList()));
            }
            return new Golden(TOLERANCE, golden);
        }
    }

    private static List<@Nullable Double> numbers(Dataset rows, int row) {
        List<@Nullable Double> numbers = new ArrayList<>();
        for (double[] column : rows.numbers()) {
            numbers.add(Double.isNaN(column[row]) ? null : Double.valueOf((float) column[row]));
        }
        return numbers;
    }

    private static List<@Nullable String> categories(Dataset rows, int row) {
        List<@Nullable String> categories = new ArrayList<>();
        for (@Nullable String[] column : rows.categories()) {
            categories.add(column[row]);
        }
        return categories;
    }
}
