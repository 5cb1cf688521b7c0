package dev.sluice.trainer.learn;

import java.util.List;

/**
 * Least squares with a penalty on absolute and squared coefficients (Zou and Hastie, 2005). {@code strength} is a share
 * of the penalty from which on all coefficients are zero, so that it means the same for every target; {@code l1_ratio}
 * is the share of the absolute penalty.
 */
final class ElasticNetLearner extends LinearLearner {
    @Override
    public String name() {
        return "elastic-net";
    }

    @Override
    public List<Settings> grid(int rows) {
        Settings first = Settings.NONE.with("strength", .01).with("l1_ratio", .9);
        return List.of(
                first,
                first.with("strength", .03),
                first.with("strength", .001),
                first.with("l1_ratio", .5),
                first.with("log_target", true));
    }

    @Override
    double[] coefficients(LinearProblem problem, Settings settings) throws CannotLearnException {
        double strength = settings.number("strength", .01);
        double ratio = settings.number("l1_ratio", .9);
        if (!(strength > 0 && ratio > 0 && ratio <= 1)) {
            throw new CannotLearnException(
                    "elastic-net needs a strength above 0 and an l1_ratio above 0 and up to 1, not " + strength
                            + " and " + ratio);
        }
        return new CoordinateDescent(problem).solve(strength, ratio);
    }
}
