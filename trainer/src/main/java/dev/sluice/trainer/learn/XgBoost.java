package dev.sluice.trainer.learn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Trains with XGBoost's native library and takes the trees out, so that nothing native outlives the training. One thread
 * unless told otherwise: on a busy machine its threads spin for each other, which cost 20 times the processor time; the
 * trees are the same with any number of them.
 */
final class XgBoost {
    /** The time and the place in XGBoost's source, which say nothing to a user. */
    private static final Pattern WHERE = Pattern.compile("^\\[[0-9:]+] \\S+:\\d+: ");

    private XgBoost() {}

    /** Settings that every training has. */
    static Map<String, Object> parameters(Settings settings, long seed) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("verbosity", 0);
        parameters.put("nthread", settings.whole("threads", 1));
        parameters.put("seed", (int) (seed & Integer.MAX_VALUE));
        return parameters;
    }

    /**
     * Trains.
     *
     * @param matrix row-major; NaN is missing
     * @param outputs how many outputs the objective has
     */
    static TreeEnsemble train(float[] matrix, double[] target, Map<String, Object> parameters, int rounds, int outputs)
            throws CannotLearnException {
        try {
            return XgBoostTrees.read(trained(matrix, target, parameters, rounds), outputs);
        } catch (XGBoostError e) {
            throw new CannotLearnException("XGBoost can't learn from these rows: " + firstLine(e));
        } catch (LinkageError e) {
            throw new CannotLearnException(
                    "XGBoost's native library can't be loaded (on Linux it needs libgomp1): " + firstLine(e));
        }
    }

    private static byte[] trained(float[] matrix, double[] target, Map<String, Object> parameters, int rounds)
            throws XGBoostError {
        DMatrix rows = new DMatrix(finite(matrix), target.length, matrix.length / target.length, Float.NaN);
        try {
            rows.setLabel(floats(target));
            Booster booster = XGBoost.train(rows, parameters, rounds, Map.of(), null, null);
            try {
                return booster.toByteArray("ubj");
            } finally {
                booster.dispose();
            }
        } finally {
            rows.dispose();
        }
    }

    /** XGBoost refuses infinities; the largest float lies on the same side of every threshold. */
    private static float[] finite(float[] matrix) {
        float[] finite = matrix.clone();
        for (int i = 0; i < finite.length; i++) {
            if (Float.isInfinite(finite[i])) {
                finite[i] = Math.copySign(Float.MAX_VALUE, finite[i]);
            }
        }
        return finite;
    }

    private static float[] floats(double[] target) {
        float[] floats = new float[target.length];
        for (int row = 0; row < target.length; row++) {
            floats[row] = (float) target[row];
        }
        return floats;
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage())
                .lines()
                .map(line -> WHERE.matcher(line).replaceFirst(""))
                .findFirst()
                .orElse(e.toString());
    }
}
