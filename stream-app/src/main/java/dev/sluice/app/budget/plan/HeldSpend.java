package dev.sluice.app.budget.plan;

import dev.sluice.app.budget.SampledResponse;
import dev.sluice.app.budget.advise.ResponseSampling;
import dev.sluice.app.scoring.InputRows;
import dev.sluice.schemas.model.ResponseCard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a response model says of weekly spends that are held for some weeks, from where spend stands now. */
final class HeldSpend {
    private final ResponseModel model;
    private final SpendState start;
    private final int weeks;

    HeldSpend(ResponseModel model, SpendState start, int weeks) {
        this.model = model;
        this.start = start;
        this.weeks = weeks;
    }

    int weeks() {
        return weeks;
    }

    /** What each channel brings: most points near a spend, and the last at the largest to ask for. */
    SampledResponse sampled(long[] nearMicros, long[] topMicros) throws PlanProblem {
        List<ResponseSampling.Pipe> pipes = new ArrayList<>();
        for (int c = 0; c < topMicros.length; c++) {
            pipes.add(start.channels().get(c).pipe(nearMicros[c], topMicros[c]));
        }
        ResponseSampling sampling =
                new ResponseSampling(pipes, weeks, model.response().weeks(), Map.of());
        InputRows rows = new InputRows(model.card(), sampling.size());
        sampling.rows().forEach(row -> rows.add(row, Map.of()));
        float[] incremental = ask(rows);
        return sampling.fold(incremental, model.response().draws());
    }

    /**
     * Mean weekly outcome over the weeks.
     *
     * @param plans spend by plan and channel, currency units
     * @return [plan][channel][draw]
     */
    double[][][] outcomes(double[]... plans) throws PlanProblem {
        InputRows rows = new InputRows(model.card(), plans.length * weeks);
        for (double[] plan : plans) {
            for (int week = 0; week < weeks; week++) {
                rows.add(row(plan, week), Map.of());
            }
        }
        return fold(ask(rows), plans.length, weeks);
    }

    /** Outcome of a week after spend that has long been the same: [plan][channel][draw]. */
    double[][][] steady(double[]... plans) throws PlanProblem {
        InputRows rows = new InputRows(model.card(), plans.length);
        for (double[] plan : plans) {
            rows.add(row(plan, model.response().lags()), Map.of());
        }
        return fold(ask(rows), plans.length, 1);
    }

    /** How a unit of a channel's spend is spread over its own week and the ones after: [channel][draw][lag]. */
    double[][][] carryOver() {
        InputRows rows = new InputRows(model.card(), 1);
        rows.add(row(start.current(), 0), Map.of());
        float[] flat = model.scorer().respond(rows).carryOver();
        int lags = model.response().lags() + 1;
        int draws = model.response().draws();
        double[][][] weights = new double[start.channels().size()][draws][lags];
        int at = 0;
        for (int s = 0; s < draws; s++) {
            for (double[][] channel : weights) {
                for (int lag = 0; lag < lags; lag++) {
                    channel[s][lag] = flat[at++];
                }
            }
        }
        return weights;
    }

    /** A week of a plan: its own spend as far as it has begun, what was spent before beyond that. */
    private Map<String, @Nullable Double> row(double[] plan, int week) {
        Map<String, @Nullable Double> row = new HashMap<>();
        // Trend and season move the baseline alone, not what spend brings: any week does.
        row.put(ResponseCard.WEEK, (double) model.response().weeks() + week);
        for (int c = 0; c < plan.length; c++) {
            SpendState.Channel channel = start.channels().get(c);
            for (int lag = 0; lag <= model.response().lags(); lag++) {
                double spend = lag <= week ? plan[c] : channel.beforeMicros().get(lag - week - 1) / 1e6;
                row.put(ResponseCard.spend(channel.name(), lag), spend);
            }
        }
        return row;
    }

    private float[] ask(InputRows rows) throws PlanProblem {
        float[] incremental = model.scorer().respond(rows).incremental();
        for (float answer : incremental) {
            if (!Float.isFinite(answer)) {
                throw PlanProblem.impossible(
                        model.name() + " gives no finite response to spends as large as these; lower the budget");
            }
        }
        return incremental;
    }

    private double[][][] fold(float[] incremental, int plans, int rowsEach) {
        int draws = model.response().draws();
        double[][][] outcomes = new double[plans][start.channels().size()][draws];
        int at = 0;
        for (int row = 0; row < plans * rowsEach; row++) {
            for (double[] channel : outcomes[row / rowsEach]) {
                for (int s = 0; s < draws; s++) {
                    channel[s] += incremental[at++] / (double) rowsEach;
                }
            }
        }
        return outcomes;
    }
}
