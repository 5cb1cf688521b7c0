package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;

/** What the linear learners share: everything but how the coefficients are found. */
abstract sealed class LinearLearner implements Learner
        permits MeanLearner, OlsLearner, RidgeLearner, ElasticNetLearner {

    /**
     * Coefficients [feature] for centred columns and a centred target.
     *
     * @param problem the training rows
     */
    abstract double[] coefficients(LinearProblem problem, Settings settings) throws CannotLearnException;

    @Override
    public final LinearModel fit(Dataset rows, Settings settings, long seed) throws CannotLearnException {
        Link link = Link.fit(rows.target(), Link.wantsLog(settings));
        double[] target = link.forward(rows.target());
        Features.Fitting fitting = Features.scaled(rows, target, seed);
        LinearProblem problem =
                new LinearProblem(fitting.matrix(), fitting.features().width(), target);
        double[] found = coefficients(problem, settings);
        float[] coefficients = new float[found.length];
        double intercept = problem.targetMean;
        for (int c = 0; c < found.length; c++) {
            coefficients[c] = (float) found[c];
            intercept -= found[c] * problem.means[c];
        }
        float[] fitted = LinearModel.sums(fitting.matrix(), coefficients, (float) intercept);
        intercept += link.smearing(fitted, target);
        return new LinearModel(fitting.features(), coefficients, (float) intercept, link);
    }
}
