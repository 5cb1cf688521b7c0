package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;

/** A sum of trees with one output: a forest or boosted trees. */
public record TreeModel(Features features, TreeEnsemble trees, Link link) implements Fitted {

    @Override
    public double[] predict(Dataset rows) {
        return link.inverse(trees.predict(features.matrix(rows), features.width()));
    }
}
