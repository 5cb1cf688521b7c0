package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;
import java.util.List;
import java.util.Map;

/** Gradient boosted trees on the squared error (Chen and Guestrin, 2016). */
final class BoostedLearner implements Learner {
    /** Up to so many cells exact splits cost no more than histograms, and are better. */
    private static final int EXACT_CELLS = 40_000;

    /** Beyond so many rows, fewer and longer steps on half of the columns do as well, at a quarter of the cost. */
    private static final int MANY_ROWS = 2_000;

    @Override
    public String name() {
        return "xgboost";
    }

    @Override
    public List<Settings> grid(int rows) {
        return rows > MANY_ROWS ? coarse() : fine();
    }

    private static List<Settings> coarse() {
        Settings first = Settings.NONE
                .with("rounds", 120)
                .with("learning_rate", .1)
                .with("max_depth", 4)
                .with("min_leaf", 1)
                .with("subsample", .8)
                .with("columns", .5)
                .with("bins", 64);
        return List.of(first, first.with("min_leaf", 10), first.with("max_depth", 6), first.with("log_target", true));
    }

    private static List<Settings> fine() {
        Settings first = Settings.NONE
                .with("rounds", 300)
                .with("learning_rate", .05)
                .with("max_depth", 4)
                .with("subsample", .8);
        return List.of(
                first,
                first.with("max_depth", 6),
                first.with("rounds", 100),
                first.with("max_depth", 2),
                first.with("log_target", true));
    }

    @Override
    public TreeModel fit(Dataset rows, Settings settings, long seed) throws CannotLearnException {
        Link link = Link.fit(rows.target(), Link.wantsLog(settings));
        double[] target = link.forward(rows.target());
        Features.Fitting fitting = Features.raw(rows, target, seed);
        Map<String, Object> parameters = XgBoost.parameters(settings, seed);
        parameters.put("tree_method", fitting.matrix().length <= EXACT_CELLS ? "exact" : "hist");
        parameters.put("max_bin", settings.whole("bins", 256));
        parameters.put("eta", settings.number("learning_rate", .05));
        parameters.put("max_depth", settings.whole("max_depth", 4));
        parameters.put("min_child_weight", settings.number("min_leaf", 1));
        parameters.put("subsample", settings.number("subsample", 1));
        parameters.put("colsample_bytree", settings.number("columns", 1));
        parameters.put("lambda", settings.number("lambda", 1));
        TreeEnsemble trees = XgBoost.train(fitting.matrix(), target, parameters, settings.whole("rounds", 300), 1);
        if (!link.log()) {
            return new TreeModel(fitting.features(), trees, link);
        }
        float[] fitted = trees.predict(fitting.matrix(), fitting.features().width());
        return new TreeModel(fitting.features(), trees.plus(link.smearing(fitted, target)), link);
    }
}
