package dev.sluice.trainer.onnx;

import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.learn.TrainedModel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The proof that a file says what the trained model says. The difference of two values is relative to the model's own
 * value, or to a thousandth of the root mean square of all it said, where that is more: a value that happens to lie next
 * to 0 between values of 1,000 is not asked for more digits than float32 has.
 *
 * @param rows how many were compared
 * @param worst greatest relative difference
 * @param byOutput the same by output, in the order of the outputs
 */
public record Parity(int rows, double worst, Map<String, Double> byOutput) {
    /** What a file may differ by. */
    public static final double TOLERANCE = 1e-4;

    private static final double NEAR_ZERO = 1e-3;

    public Parity {
        byOutput = Collections.unmodifiableMap(new LinkedHashMap<>(byOutput));
    }

    /**
     * Runs the file on rows and compares.
     *
     * @throws ParityException where they differ by more than {@link #TOLERANCE}, or either is not finite
     * @throws OnnxFileException where the file can't be loaded or run
     */
    public static Parity check(byte[] file, TrainedModel model, Dataset rows)
            throws ParityException, OnnxFileException {
        double[][] expected = model.predict(rows);
        try (OnnxRun run = OnnxRun.open(file)) {
            return compare(run.predict(rows), expected, ModelCard.QUANTILE_OUTPUTS::get);
        }
    }

    /** The same, of values [row][output] and the outputs' names. */
    static Parity compare(double[][] actual, double[][] expected, IntFunction<String> names) throws ParityException {
        double least = Math.max(NEAR_ZERO * rootMeanSquare(expected), Float.MIN_NORMAL);
        Map<String, Double> byOutput = new LinkedHashMap<>();
        double worst = 0;
        for (int output = 0; expected.length > 0 && output < expected[0].length; output++) {
            String name = names.apply(output);
            double worstOfOutput = 0;
            for (int row = 0; row < expected.length; row++) {
                double said = expected[row][output];
                double difference = Math.abs(actual[row][output] - said) / Math.max(least, Math.abs(said));
                if (!(difference <= TOLERANCE)) {
                    throw new ParityException("Row " + row + ", output " + name + ": the file says "
                            + actual[row][output] + ", the trained model " + said + "; the file is not to be used");
                }
                worstOfOutput = Math.max(worstOfOutput, difference);
            }
            byOutput.merge(name, worstOfOutput, Math::max);
            worst = Math.max(worst, worstOfOutput);
        }
        return new Parity(expected.length, worst, byOutput);
    }

    /** This and that of further outputs on the same rows. */
    Parity and(Parity other) {
        Map<String, Double> all = new LinkedHashMap<>(byOutput);
        all.putAll(other.byOutput);
        return new Parity(rows, Math.max(worst, other.worst), all);
    }

    private static double rootMeanSquare(double[][] values) {
        double sum = 0;
        int count = 0;
        for (double[] row : values) {
            for (double value : row) {
                sum += value * value;
                count++;
            }
        }
        return count == 0 ? 0 : Math.sqrt(sum / count);
    }
}
