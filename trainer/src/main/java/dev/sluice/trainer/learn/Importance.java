package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How much a model leans on an input: by how much its mean absolute error grows when the input's values are shuffled
 * among the rows (Breiman, 2001). Inputs that say the same share their importance.
 *
 * @param maeIncrease in units of the target; about 0, or slightly below, for an input that is of no use
 */
public record Importance(String input, double maeIncrease) {

    /**
     * Importances of all inputs, the greatest first.
     *
     * @param rows best those the model has not seen
     * @param repeats how many shuffles to take the mean of
     */
    public static List<Importance> permutation(Fitted model, Dataset rows, int repeats, long seed) {
        double before = mae(model, rows);
        SplittableRandom random = new SplittableRandom(seed);
        List<Importance> importances = new ArrayList<>();
        for (int c = 0; c < rows.numberNames().size(); c++) {
            int column = c;
            double[] values = rows.numbers()[c];
            double after = mean(repeats, random, rows.size(), order -> {
                double[] shuffled = new double[order.length];
                for (int row = 0; row < order.length; row++) {
                    shuffled[row] = values[order[row]];
                }
                return mae(model, Columns.withNumbers(rows, column, shuffled));
            });
            importances.add(new Importance(rows.numberNames().get(c), after - before));
        }
        for (int c = 0; c < rows.categoryNames().size(); c++) {
            int column = c;
            double after = mean(
                    repeats,
                    random,
                    rows.size(),
                    order -> mae(
                            model, Columns.withCategories(rows, column, row -> rows.categories()[column][order[row]])));
            importances.add(new Importance(rows.categoryNames().get(c), after - before));
        }
        importances.sort(Comparator.comparingDouble(Importance::maeIncrease).reversed());
        return importances;
    }

    private static double mean(int repeats, SplittableRandom random, int rows, ToDoubleFunction<int[]> mae) {
        double sum = 0;
        for (int repeat = 0; repeat < repeats; repeat++) {
            int[] order = new int[rows];
            for (int i = 0; i < rows; i++) { // inside-out shuffle
                int j = random.nextInt(i + 1);
                order[i] = order[j];
                order[j] = i;
            }
            sum += mae.applyAsDouble(order);
        }
        return sum / repeats;
    }

    private static double mae(Fitted model, Dataset rows) {
        double[] predictions = model.predict(rows);
        double sum = 0;
        for (int row = 0; row < predictions.length; row++) {
            sum += Math.abs(predictions[row] - rows.target()[row]);
        }
        return rows.size() == 0 ? 0 : sum / rows.size();
    }
}
