package dev.sluice.trainer.learn;

import java.util.List;

/** The training rows' mean, whatever the row: the least that a model has to beat. */
final class MeanLearner extends LinearLearner {
    @Override
    public String name() {
        return "mean";
    }

    @Override
    public List<Settings> grid(int rows) {
        return List.of(Settings.NONE);
    }

    @Override
    double[] coefficients(LinearProblem problem, Settings settings) {
        return new double[problem.width];
    }
}
