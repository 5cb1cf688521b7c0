package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;
import java.util.List;
import java.util.Map;

/**
 * A random forest (Breiman, 2001): {@code trees} deep trees, each of its own .632 of the rows, which is as many different
 * rows as a bootstrap sample has; all columns at every split, as regression forests have them.
 */
final class ForestLearner implements Learner {
    private static final double SAMPLE = .632;
    private static final int DEEP = 30;
    /** Up to so many rows, trees may end in single rows; beyond, that makes files of 70 MB and no better forest. */
    private static final int FEW_ROWS = 4_000;

    @Override
    public String name() {
        return "forest";
    }

    @Override
    public List<Settings> grid(int rows) {
        Settings first = Settings.NONE.with("trees", 100).with("min_leaf", rows <= FEW_ROWS ? 1 : 5);
        return List.of(first, first.with("min_leaf", rows <= FEW_ROWS ? 5 : 20), first.with("columns", .5));
    }

    @Override
    public TreeModel fit(Dataset rows, Settings settings, long seed) throws CannotLearnException {
        Features.Fitting fitting = Features.raw(rows, rows.target(), seed);
        Map<String, Object> parameters = XgBoost.parameters(settings, seed);
        parameters.put("tree_method", "exact"); // on deep trees histograms cost 3 times as much, and are less exact
        parameters.put("num_parallel_tree", settings.whole("trees", 100));
        parameters.put("eta", 1);
        parameters.put("lambda", 0);
        parameters.put("max_depth", settings.whole("max_depth", DEEP));
        parameters.put("min_child_weight", settings.number("min_leaf", 1));
        parameters.put("subsample", SAMPLE);
        parameters.put("colsample_bylevel", settings.number("columns", 1));
        TreeEnsemble trees = XgBoost.train(fitting.matrix(), rows.target(), parameters, 1, 1);
        return new TreeModel(fitting.features(), trees, Link.IDENTITY);
    }
}
