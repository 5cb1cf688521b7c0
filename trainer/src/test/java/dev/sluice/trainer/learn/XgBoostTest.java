package dev.sluice.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.trainer.data.Dataset;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;

final class XgBoostTest {
    private static final Dataset ROWS = TestRows.mixed(400, 21);

    @Test
    void theTreesTakenOutPredictWhatXgBoostPredicts() throws Exception {
        Features.Fitting fitting = Features.raw(ROWS, ROWS.target(), 1);
        Map<String, Object> parameters = XgBoost.parameters(Settings.NONE, 5);
        parameters.put("max_depth", 6);
        TreeEnsemble trees = XgBoost.train(fitting.matrix(), ROWS.target(), parameters, 50, 1);

        float[] ours = trees.predict(fitting.matrix(), fitting.features().width());

        float[][] theirs = predict(fitting.matrix(), parameters, 50);
        for (int row = 0; row < ours.length; row++) {
            assertThat(ours[row]).isEqualTo(theirs[row][0], within(1e-4f));
        }
    }

    private static float[][] predict(float[] matrix, Map<String, Object> parameters, int rounds) throws XGBoostError {
        DMatrix rows = new DMatrix(matrix, ROWS.size(), matrix.length / ROWS.size(), Float.NaN);
        float[] labels = new float[ROWS.size()];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = (float) ROWS.target()[row];
        }
        rows.setLabel(labels);
        Booster booster = XGBoost.train(rows, parameters, rounds, Map.of(), null, null);
        try {
            return booster.predict(rows);
        } finally {
            booster.dispose();
            rows.dispose();
        }
    }

    @Test
    void twoThreadsGrowTheSameTreesAsOne() throws CannotLearnException {
        Settings few = Settings.NONE.with("rounds", 5).with("max_depth", 4); // threads spin where busy
        Fitted one = Learners.named("xgboost").fit(ROWS, few, 3);
        Fitted two = Learners.named("xgboost").fit(ROWS, few.with("threads", 2), 3);

        assertThat(two.predict(ROWS)).isEqualTo(one.predict(ROWS));
    }

    @Test
    void missingNumbersFollowTheWayThatTheirRowsWent() throws CannotLearnException {
        double[] x = new double[400];
        double[] target = new double[400];
        for (int row = 0; row < 400; row++) {
            x[row] = row % 2 == 0 ? Double.NaN : row;
            target[row] = row % 2 == 0 ? 50 : row / 100.0;
        }
        Dataset rows = TestRows.of(x, target);

        double[] predictions = Learners.named("xgboost")
                .fit(rows, Settings.NONE, 1)
                .predict(TestRows.of(new double[] {Double.NaN, 201}, new double[2]));

        assertThat(predictions[0]).isEqualTo(50, within(.5));
        assertThat(predictions[1]).isEqualTo(2, within(.5));
    }
}
