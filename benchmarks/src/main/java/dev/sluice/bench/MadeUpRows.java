package dev.sluice.bench;

import dev.sluice.trainer.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded rows whose target bends with three of their numbers, and is noisy. */
final class MadeUpRows {
    private MadeUpRows() {}

    static Dataset of(int rows, int columns, long seed) {
        Random random = new Random(seed);
        double[][] numbers = new double[columns][rows];
        List<String> names = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            names.add("x" + c);
            for (int row = 0; row < rows; row++) {
                numbers[c][row] = (float) (c % 3 == 2 ? random.nextInt(50) : random.nextGaussian() * (c + 1));
            }
        }
        double[] target = new double[rows];
        for (int row = 0; row < rows; row++) {
            target[row] = 40
                    + 10 * Math.tanh(numbers[0][row])
                    + 3 * numbers[1][row] * (numbers[2][row] > 25 ? 1 : -1)
                    + random.nextGaussian() * 2;
        }
        return new Dataset(names, numbers, List.of(), new String[0][], target, new long[0], new String[0]);
    }
}
