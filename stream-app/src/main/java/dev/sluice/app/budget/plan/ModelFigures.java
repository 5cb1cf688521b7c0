package dev.sluice.app.budget.plan;

import dev.sluice.app.budget.advise.Spread;
import java.util.Arrays;
import java.util.List;

/**
 * What a response model itself says of a split that is held: means over the draws, and how they are spread.
 *
 * @param responses mean weekly outcome by channel
 * @param marginals what the next unit of spend brings, by channel
 * @param currentResponse mean weekly outcome of the current spend, all channels
 * @param uplift of the split against the current spend
 */
public record ModelFigures(List<Double> responses, List<Spread> marginals, double currentResponse, Spread uplift) {
    /** Slopes are taken over this share of the spend, on either side. */
    private static final double SIDE = 0.01;

    public ModelFigures {
        responses = List.copyOf(responses);
        marginals = List.copyOf(marginals);
    }

    static ModelFigures of(HeldSpend held, double[] split, double[] current) throws PlanProblem {
        double[] below = new double[split.length];
        double[] above = new double[split.length];
        for (int c = 0; c < split.length; c++) {
            double side = SIDE * Math.max(1, Math.max(split[c], SIDE * current[c]));
            below[c] = Math.max(0, split[c] - side);
            above[c] = split[c] + side;
        }
        double[][][] outcomes = held.outcomes(split, current, below, above);
        Double[] responses = new Double[split.length];
        Spread[] marginals = new Spread[split.length];
        double[] uplift = new double[outcomes[0][0].length];
        for (int c = 0; c < split.length; c++) {
            double[] slopes = new double[uplift.length];
            for (int s = 0; s < slopes.length; s++) {
                slopes[s] = (outcomes[3][c][s] - outcomes[2][c][s]) / (above[c] - below[c]);
                uplift[s] += outcomes[0][c][s] - outcomes[1][c][s];
            }
            responses[c] = mean(outcomes[0][c]);
            marginals[c] = Spread.of(slopes);
        }
        double now = Arrays.stream(outcomes[1]).mapToDouble(ModelFigures::mean).sum();
        return new ModelFigures(List.of(responses), List.of(marginals), now, Spread.of(uplift));
    }

    /** Mean weekly outcome of the split, all channels. */
    public double response() {
        return responses.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double mean(double[] draws) {
        return Arrays.stream(draws).average().orElse(0);
    }
}
