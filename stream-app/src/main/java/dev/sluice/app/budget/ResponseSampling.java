package dev.sluice.app.budget;

import dev.sluice.app.scoring.Responses;
import dev.sluice.app.scoring.Scorer;
import dev.sluice.schemas.model.ResponseCard;
import java.util.Arrays;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Asks a response model, in one batch, what each channel brings for any weekly spend held over the planned weeks. A row asks
 * for all channels at once, each at its own point: what a channel brings does not depend on the others' spend.
 */
final class ResponseSampling {
    /** Weeks over which a held spend is judged: long enough for its carry-over to come back. */
    static final int HORIZON = 8;

    /** Points of a channel's grid, as multiples of what is spent now (or of what was spent in training on the mean). */
    private static final double[] FACTORS = {0, 0.2, 0.4, 0.6, 0.75, 0.85, 0.925, 1, 1.075, 1.15, 1.25, 1.5, 2, 3};

    private static final double CENT = 0.01;

    private final Scorer model;
    private final ResponseCard response;

    ResponseSampling(Scorer model) {
        this.model = model;
        this.response = Objects.requireNonNull(model.card().response(), "only response models are sampled");
    }

    /**
     * The mean weekly outcome over {@value #HORIZON} weeks, by channel, spend and draw.
     *
     * @param plannedWeek the first of them
     */
    SampledResponse sample(int plannedWeek, PlannedSpend known, CurrentSpend current, double maxShift) {
        double[][] grids = new double[response.channels().size()][];
        int points = 0;
        for (int c = 0; c < grids.length; c++) {
            grids[c] = grid(response.channels().get(c), current, maxShift);
            points = Math.max(points, grids[c].length);
        }
        ResponseRows rows = new ResponseRows(model.card(), points * HORIZON);
        for (int point = 0; point < points; point++) {
            int at = point;
            ResponseRows.Spend spend = (channel, week) -> week < plannedWeek
                    ? known.before(channel, week)
                    : pointOf(grids[response.channelNames().indexOf(channel)], at);
            for (int h = 0; h < HORIZON; h++) {
                rows.add(plannedWeek + 7 * h, spend);
            }
        }
        return meanOverWeeks(model.respond(rows.rows()), grids);
    }

    private SampledResponse meanOverWeeks(Responses answers, double[][] grids) {
        int draws = response.draws();
        int width = grids.length * draws;
        double[][][] values = new double[draws][grids.length][];
        for (int s = 0; s < draws; s++) {
            for (int c = 0; c < grids.length; c++) {
                double[] of = new double[grids[c].length];
                for (int point = 0; point < of.length; point++) {
                    double sum = 0;
                    for (int h = 0; h < HORIZON; h++) {
                        sum += answers.incremental()[(point * HORIZON + h) * width + c * draws + s];
                    }
                    of[point] = sum / HORIZON;
                }
                values[s][c] = of;
            }
        }
        return new SampledResponse(response.channelNames(), grids, values);
    }

    private static double[] grid(ResponseCard.ResponseChannel channel, CurrentSpend current, double maxShift) {
        double now = current.micros(channel.name()) / 1e6;
        double most = Math.max(channel.spend().max() * 1.5, now * 3);
        double centre = now > 0 ? now : channel.spend().mean();
        TreeSet<Double> grid = new TreeSet<>();
        for (double factor : FACTORS) {
            grid.add(factor * centre);
        }
        grid.add(centre * (1 - maxShift));
        grid.add(centre * (1 + maxShift));
        grid.add(channel.spend().max());
        grid.add(most);
        if (most <= CENT) {
            grid.add(1.0);
        }
        double[] all = grid.stream().mapToDouble(Double::doubleValue).toArray();
        // Points closer together than a cent say nothing, and a slope between them is noise.
        double[] kept = new double[all.length];
        int n = 0;
        for (double value : all) {
            if (n == 0 || value - kept[n - 1] > CENT) {
                kept[n++] = value;
            }
        }
        return Arrays.copyOf(kept, n);
    }

    private static double pointOf(double[] grid, int point) {
        return grid[Math.min(point, grid.length - 1)];
    }
}
