package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A random forest (Breiman, 2001): {@code trees} deep trees, each of its own bootstrap sample of the rows; all columns at
 * every split, as regression forests have them, or a share of them ({@code columns}), drawn anew for each.
 */
final class ForestLearner implements Learner {
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
        int width = fitting.features().width();
        SortedColumns columns = SortedColumns.of(fitting.matrix(), width);
        double mean = Moments.mean(rows.target());
        double[] target =
                Arrays.stream(rows.target()).map(outcome -> outcome - mean).toArray();
        TreeGrowth.Limits limits = new TreeGrowth.Limits(
                Math.max(1, (int) Math.ceil(settings.number("columns", 1) * width)),
                settings.whole("min_leaf", 1),
                settings.whole("max_depth", DEEP));
        List<ForestTree> trees = new SplittableRandom(seed)
                .longs(settings.whole("trees", 100)).boxed().toList().parallelStream()
                        .map(SplittableRandom::new)
                        .map(random ->
                                TreeGrowth.grow(columns, target, bootstrap(target.length, random), limits, random))
                        .toList();
        return new TreeModel(fitting.features(), ForestTrees.mean(trees, (float) mean), Link.IDENTITY);
    }

    /** How often each row is drawn. */
    private static int[] bootstrap(int rows, SplittableRandom random) {
        int[] drawn = new int[rows];
        for (int draw = 0; draw < rows; draw++) {
            drawn[random.nextInt(rows)]++;
        }
        return drawn;
    }
}
