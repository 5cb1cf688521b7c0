package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.SampledResponse;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a plan brings against the reference, draw by draw. */
final class Judge {
    private final SampledResponse response;
    private final int[] curves;
    private final Yardstick aim;
    private final double overconfidence;
    private final double[] referenceOutcome;
    private final double referenceSpend;
    private final boolean reached;

    /** A judge of plans for these channels; those without a curve count for nothing, in outcome and in spend. */
    Judge(SampledResponse response, List<String> channels, Yardstick aim, double overconfidence, long[] reference) {
        this.response = response;
        this.curves = channels.stream().mapToInt(response::indexOf).toArray();
        this.aim = aim;
        this.overconfidence = overconfidence;
        this.referenceOutcome = outcome(reference);
        this.referenceSpend = spend(reference);
        this.reached = Arrays.stream(referenceOutcome).average().orElse(0) >= aim.rate() * referenceSpend;
    }

    /** Outcome by draw. */
    double[] outcome(long[] plan) {
        double[] outcome = new double[response.draws()];
        for (int c = 0; c < plan.length; c++) {
            if (curves[c] >= 0) {
                double amount = Amounts.units(plan[c]);
                for (int s = 0; s < outcome.length; s++) {
                    outcome[s] += response.at(s, curves[c], amount);
                }
            }
        }
        return outcome;
    }

    private double spend(long[] plan) {
        double spend = 0;
        for (int c = 0; c < plan.length; c++) {
            spend += curves[c] >= 0 ? Amounts.units(plan[c]) : 0;
        }
        return spend;
    }

    /** What the media bring under the reference, in the mean. */
    double level() {
        return Arrays.stream(referenceOutcome).average().orElse(0);
    }

    /** Whether a plan is expected to miss a target that the reference reaches. */
    boolean missesTarget(long[] plan) {
        double mean = Arrays.stream(outcome(plan)).average().orElse(0);
        return aim.averageTarget() && reached && mean < aim.rate() * spend(plan);
    }

    /** The change of the outcome. */
    Spread uplift(long[] plan) {
        double[] more = outcome(plan);
        for (int s = 0; s < more.length; s++) {
            more[s] -= referenceOutcome[s];
        }
        return Spread.of(widened(more));
    }

    /** The change of what the policy aims at. */
    Spread gain(long[] plan) {
        return Spread.of(gains(plan));
    }

    /** Mean gain less some of its standard deviation: what plans are compared by. */
    double careful(long[] plan, double caution) {
        double[] gains = gains(plan);
        double mean = Arrays.stream(gains).average().orElse(0);
        double squares =
                Arrays.stream(gains).map(gain -> (gain - mean) * (gain - mean)).sum();
        return mean - caution * Math.sqrt(squares / gains.length);
    }

    private double[] gains(long[] plan) {
        double[] outcome = outcome(plan);
        double spend = spend(plan);
        for (int s = 0; s < outcome.length; s++) {
            outcome[s] = aim.gain(outcome[s], spend, referenceOutcome[s], referenceSpend, reached);
        }
        return widened(outcome);
    }

    private double[] widened(double[] draws) {
        double mean = Arrays.stream(draws).average().orElse(0);
        return Arrays.stream(draws)
                .map(draw -> mean + overconfidence * (draw - mean))
                .toArray();
    }

    /** What the next unit of spend brings, by draw; null without a curve. */
    @Nullable
    Spread slope(int channel, long micros) {
        double[] slopes = slopes(channel, micros);
        return slopes.length == 0 ? null : Spread.of(slopes);
    }

    /** The same as numbers; empty without a curve. */
    double[] slopes(int channel, long micros) {
        if (curves[channel] < 0) {
            return new double[0];
        }
        double[] slopes = new double[response.draws()];
        for (int s = 0; s < slopes.length; s++) {
            slopes[s] = response.slope(s, curves[channel], Amounts.units(micros));
        }
        return slopes;
    }
}
