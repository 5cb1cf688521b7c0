package dev.sluice.trainer.data;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Rows in random order. */
public final class Shuffle {
    private Shuffle() {}

    /** The numbers 0 to n − 1 in an order that depends on the generator alone (Fisher and Yates). */
    public static int[] order(int n, RandomGenerator random) {
        int[] order = IntStream.range(0, n).toArray();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return order;
    }
}
