package dev.sluice.app.budget.plan;

import dev.sluice.app.budget.SampledResponse;
import dev.sluice.app.budget.allocate.SampledCurve;
import java.util.TreeMap;

/** Mean response curves through all points at which a model was asked. */
final class MeanCurves {
    /** Points nearer than this share of their spend are one: between them a float's rounding would look like a slope. */
    private static final double APART = 2e-3;

    private final SampledResponse[] samples;

    /** Curves of the same model and plan; where points are too near, those of the first samples count. */
    MeanCurves(SampledResponse... samples) {
        this.samples = samples.clone();
    }

    SampledCurve of(int channel) {
        TreeMap<Double, Double> points = new TreeMap<>();
        for (SampledResponse sampled : samples) {
            for (int i = 0; i < sampled.points(channel); i++) {
                double spend = sampled.spend(channel, i);
                double near = APART * spend;
                if (points.subMap(spend - near, true, spend + near, true).isEmpty()) {
                    points.put(spend, mean(sampled, channel, i));
                }
            }
        }
        double[] values =
                points.values().stream().mapToDouble(Double::doubleValue).toArray();
        for (int i = 0; i < values.length; i++) {
            // Media effects are never negative; what falls is a float's rounding.
            values[i] = Math.max(values[i], i == 0 ? 0 : values[i - 1]);
        }
        return SampledCurve.of(
                points.keySet().stream().mapToDouble(Double::doubleValue).toArray(), values);
    }

    private static double mean(SampledResponse sampled, int channel, int point) {
        double sum = 0;
        for (int s = 0; s < sampled.draws(); s++) {
            sum += sampled.value(s, channel, point);
        }
        return sum / sampled.draws();
    }
}
