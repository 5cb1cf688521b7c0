package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.learn.MlpModel.DenseLayer;
import java.util.ArrayList;
import java.util.List;

/** A multi-layer perceptron with one or two hidden layers of {@code hidden} units. */
final class MlpLearner implements Learner {
    private static final int MOST_LAYERS = 4;
    private static final int MOST_UNITS = 4_096;

    @Override
    public String name() {
        return "mlp";
    }

    @Override
    public List<Settings> grid(int rows) {
        Settings first = Settings.NONE.with("hidden", 64).with("layers", 1);
        return List.of(
                first,
                first.with("layers", 2),
                first.with("hidden", 32).with("layers", 2),
                first.with("log_target", true));
    }

    @Override
    public MlpModel fit(Dataset rows, Settings settings, long seed) throws CannotLearnException {
        int hidden = settings.whole("hidden", 64);
        int layers = settings.whole("layers", 1);
        if (hidden < 1 || hidden > MOST_UNITS || layers < 1 || layers > MOST_LAYERS) {
            throw new CannotLearnException("mlp needs 1 to " + MOST_LAYERS + " layers of 1 to " + MOST_UNITS
                    + " hidden units, not " + layers + " of " + hidden);
        }
        Link link = Link.fit(rows.target(), Link.wantsLog(settings));
        double[] target = link.forward(rows.target());
        Features.Fitting fitting = Features.scaled(rows, target, seed);
        double mean = Moments.mean(target);
        double deviation = Moments.deviation(target, mean);
        float[] standardised = standardise(target, mean, deviation);
        MlpTraining training = new MlpTraining(
                fitting.matrix(), fitting.features().width(), standardised, hidden, layers, settings, seed);
        List<DenseLayer> learned = rescaled(training.run(), deviation, mean);
        float[] fitted =
                MlpModel.sums(learned, fitting.matrix(), fitting.features().width());
        double smearing = link.smearing(fitted, target);
        return new MlpModel(fitting.features(), rescaled(learned, 1, smearing), link);
    }

    private static float[] standardise(double[] target, double mean, double deviation) {
        float[] standardised = new float[target.length];
        for (int row = 0; row < target.length; row++) {
            standardised[row] = deviation > 0 ? (float) ((target[row] - mean) / deviation) : 0;
        }
        return standardised;
    }

    /** The same layers with the output times a factor plus a shift, by the last layer's weights. */
    private static List<DenseLayer> rescaled(List<DenseLayer> layers, double factor, double shift) {
        List<DenseLayer> rescaled = new ArrayList<>(layers);
        DenseLayer last = rescaled.removeLast();
        float[] weights = last.weights().clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (weights[i] * factor);
        }
        float bias = (float) (last.bias()[0] * factor + shift);
        rescaled.add(new DenseLayer(last.inputs(), 1, weights, new float[] {bias}));
        return rescaled;
    }
}
