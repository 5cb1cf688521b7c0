package dev.sluice.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.trainer.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class ForestTest {
    private static final TreeGrowth.Limits FULL = new TreeGrowth.Limits(3, 1, 60);

    private final Random random = new Random(5);

    @Test
    void aTreeIsTheOneThatTryingEverySplitFinds() {
        for (int leastRows : new int[] {1, 3, 10}) {
            float[] matrix = matrix(300, 3);
            double[] target = new double[300];
            int[] weights = new int[300];
            for (int row = 0; row < 300; row++) {
                target[row] = matrix[3 * row] * Math.sin(matrix[3 * row + 1]) + random.nextGaussian();
                weights[row] = random.nextInt(3);
            }

            ForestTree tree = TreeGrowth.grow(
                    SortedColumns.of(matrix, 3),
                    target,
                    weights,
                    new TreeGrowth.Limits(3, leastRows, 60),
                    new SplittableRandom(1));

            List<Integer> drawn = new ArrayList<>();
            for (int row = 0; row < 300; row++) {
                if (weights[row] > 0) {
                    drawn.add(row);
                }
            }
            TreeEnsemble grown = ForestTrees.mean(List.of(tree), 0);
            for (int row : drawn) { // of others, equally good splits may say different things
                float[] asked = Arrays.copyOfRange(matrix, 3 * row, 3 * row + 3);
                assertThat((double) grown.predict(asked, 3)[0])
                        .isEqualTo(slowly(matrix, target, weights, drawn, leastRows, asked), within(1e-5));
            }
        }
    }

    /** A prediction by a tree that sorts nothing and sums every split anew. */
    private static double slowly(
            float[] matrix, double[] target, int[] weights, List<Integer> rows, int leastRows, float[] asked) {
        double least = Double.MAX_VALUE;
        List<Integer> way = List.of();
        for (int c = 0; c < 3; c++) {
            for (int at : rows) {
                float bound = matrix[3 * at + c];
                int column = c;
                List<Integer> left = rows.stream()
                        .filter(row -> matrix[3 * row + column] <= bound)
                        .toList();
                List<Integer> right = rows.stream()
                        .filter(row -> matrix[3 * row + column] > bound)
                        .toList();
                if (left.size() < leastRows || right.size() < leastRows) {
                    continue;
                }
                double error = error(target, weights, left) + error(target, weights, right);
                if (error < least) {
                    least = error;
                    double above = right.stream()
                            .mapToDouble(row -> matrix[3 * row + column])
                            .min()
                            .orElseThrow();
                    way = asked[c] <= (float) ((bound + above) / 2) ? left : right;
                }
            }
        }
        return way.isEmpty() || error(target, weights, rows) < 1e-12
                ? mean(target, weights, rows)
                : slowly(matrix, target, weights, way, leastRows, asked);
    }

    private static double mean(double[] target, int[] weights, List<Integer> rows) {
        return rows.stream().mapToDouble(row -> weights[row] * target[row]).sum()
                / rows.stream().mapToInt(row -> weights[row]).sum();
    }

    private static double error(double[] target, int[] weights, List<Integer> rows) {
        double mean = mean(target, weights, rows);
        return rows.stream()
                .mapToDouble(row -> weights[row] * (target[row] - mean) * (target[row] - mean))
                .sum();
    }

    @Test
    void whatLiesInTheMiddleGoesLeft() {
        TreeEnsemble grown = one(new float[] {14, 14, 16, 16}, 1, 3, 3, 5, 5);

        assertThat(grown.predict(new float[] {14, 15, Math.nextUp(15f), 16}, 1)).containsExactly(3, 3, 5, 5);
    }

    @Test
    void aThresholdPartsEvenNeighbours() {
        float below = 1;
        float above = Math.nextUp(below);

        assertThat(one(new float[] {below, below, above, above}, 1, 3, 3, 5, 5).predict(new float[] {below, above}, 1))
                .containsExactly(3, 5);
    }

    @Test
    void missingNumbersGoToTheSideThatTheyAreLike() {
        float missing = Float.NaN;
        float[] asked = {1, 2, missing};

        assertThat(one(new float[] {1, 2, missing, missing}, 1, 3, 5, 3, 3).predict(asked, 1))
                .containsExactly(3, 5, 3);
        assertThat(one(new float[] {1, 2, missing, missing}, 1, 3, 5, 5, 5).predict(asked, 1))
                .containsExactly(3, 5, 5);
        assertThat(one(new float[] {1, 2, missing, missing}, 1, 3, 3, 5, 5).predict(asked, 1))
                .containsExactly(3, 3, 5);
    }

    @Test
    void infinitiesAreNumbersLikeOthers() {
        float huge = Float.POSITIVE_INFINITY;

        TreeEnsemble grown = one(new float[] {-huge, 0, huge, huge, Float.NaN}, 1, 1, 2, 3, 3, 3);

        assertThat(grown.predict(new float[] {-huge, 0, huge, Float.NaN}, 1)).containsExactly(1, 2, 3, 3);
    }

    @Test
    void columnsThatNeverVaryLeaveTheMean() {
        assertThat(one(new float[] {7, 7, 7}, 1, 1, 2, 6).predict(new float[] {7, 8, Float.NaN}, 1))
                .containsExactly(3, 3, 3);
    }

    @Test
    void anyNumberOfThreadsGrowsTheSameForest() throws Exception {
        Dataset rows =
                TestRows.of(random.doubles(500).toArray(), random.doubles(500).toArray());
        double[] many = forest(rows).predict(rows);
        double[] single;
        try (ForkJoinPool pool = new ForkJoinPool(1)) {
            single = pool.submit(() -> forest(rows).predict(rows)).get();
        }

        assertThat(single).isEqualTo(many);
    }

    @Test
    void aForestIsNoDeeperThanItIsTold() throws CannotLearnException {
        Dataset rows =
                TestRows.of(random.doubles(200).toArray(), random.doubles(200).toArray());
        TreeModel forest = (TreeModel) Learners.named("forest")
                .fit(rows, Settings.NONE.with("trees", 7).with("max_depth", 3), 1);

        assertThat(forest.trees().roots()).hasSize(7);
        assertThat(forest.trees().depth()).isEqualTo(3);
    }

    private static Fitted forest(Dataset rows) throws CannotLearnException {
        return Learners.named("forest").fit(rows, Settings.NONE.with("trees", 20), 9);
    }

    /** A single full tree on every row once. */
    private static TreeEnsemble one(float[] matrix, int width, double... target) {
        int[] once = new int[target.length];
        Arrays.fill(once, 1);
        return ForestTrees.mean(
                List.of(TreeGrowth.grow(SortedColumns.of(matrix, width), target, once, FULL, new SplittableRandom(1))),
                0);
    }

    private float[] matrix(int rows, int width) {
        float[] matrix = new float[rows * width];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) (random.nextGaussian() * 3);
        }
        return matrix;
    }
}
