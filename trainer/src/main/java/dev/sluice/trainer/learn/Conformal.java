package dev.sluice.trainer.learn;

import java.util.Arrays;

/**
 * Quantiles that hold for the next row, not only for those seen: of n scores the ⌈(n+1)·level⌉-th (Vovk, Gammerman,
 * Shafer 2005). With too few scores for a level, the outermost.
 */
final class Conformal {
    private Conformal() {}

    static double upper(double[] scores, double level) {
        double[] ascending = sorted(scores);
        int rank = (int) Math.ceil((ascending.length + 1) * level - 1e-9);
        return ascending[Math.clamp(rank, 1, ascending.length) - 1];
    }

    /** The mirror of the upper one. */
    static double lower(double[] scores, double level) {
        double[] negated = Arrays.stream(scores).map(score -> -score).toArray();
        return -upper(negated, 1 - level);
    }

    private static double[] sorted(double[] scores) {
        double[] ascending = scores.clone();
        Arrays.sort(ascending);
        return ascending;
    }

    /** Pinball loss of a quantile's prediction. */
    static double pinball(double outcome, double predicted, double level) {
        double over = outcome - predicted;
        return over >= 0 ? level * over : (level - 1) * over;
    }
}
