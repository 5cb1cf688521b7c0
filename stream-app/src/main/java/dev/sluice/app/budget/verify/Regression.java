package dev.sluice.app.budget.verify;

import dev.sluice.app.budget.SampledResponse;
import dev.sluice.app.budget.verify.Proposal.Line;
import dev.sluice.event.Objective;
import java.util.List;
import java.util.Objects;

/** The expected outcome of advice against that of the reference: plain means over straight lines between raw samples. */
final class Regression {
    /** Rounding of sums, as a share of the figures compared. */
    private static final double ROUNDING = 1e-9;

    private Regression() {}

    static void check(Proposal proposal, List<Violation> found) {
        SampledResponse samples = proposal.response();
        if (samples == null) {
            found.add(new Violation(Rule.REGRESSION, "the advice acts without a response to judge it by"));
            return;
        }
        Totals advised = new Totals();
        Totals reference = new Totals();
        for (Line line : proposal.lines()) {
            int channel = samples.channels().indexOf(line.channel());
            if (channel >= 0) {
                advised.add(samples, channel, line.recommendedMicros() - line.explorationMicros());
                reference.add(samples, channel, line.referenceMicros());
            }
        }
        if (advised.outcome == reference.outcome && advised.spend == reference.spend) {
            return;
        }
        compare(proposal, advised, reference, found);
    }

    private static final class Totals {
        private double outcome;
        private double spend;

        void add(SampledResponse samples, int channel, long micros) {
            spend += micros * 1e-6;
            outcome += mean(samples, channel, micros * 1e-6);
        }
    }

    private static void compare(Proposal proposal, Totals advised, Totals reference, List<Violation> found) {
        Objective objective = proposal.policy().objective();
        double rate = rate(proposal);
        double rounding = ROUNDING * (Math.abs(reference.outcome) + rate * reference.spend);
        double before = reference.outcome;
        double after = advised.outcome;
        switch (objective) {
            case MAX_REVENUE -> {}
            case MAX_PROFIT -> {
                before = rate * before - reference.spend;
                after = rate * after - advised.spend;
            }
            case TARGET_MROAS -> {
                before -= rate * reference.spend;
                after -= rate * advised.spend;
            }
            case TARGET_ROAS, TARGET_CAC -> {
                double surplusBefore = before - rate * reference.spend;
                double surplusAfter = after - rate * advised.spend;
                boolean onTarget = surplusBefore >= 0;
                if (onTarget && surplusAfter < -rounding) {
                    found.add(new Violation(
                            Rule.REGRESSION, "the advice is expected to miss the target, which is met without it"));
                }
                before = onTarget ? before : surplusBefore;
                after = onTarget ? after : surplusAfter;
            }
        }
        if (after < before - rounding) {
            found.add(new Violation(
                    Rule.REGRESSION,
                    "the advice is expected to bring " + after + " by its objective, less than " + before
                            + " without it"));
        }
    }

    /** What the objective weighs spend against the outcome with. */
    private static double rate(Proposal proposal) {
        return switch (proposal.policy().objective()) {
            case MAX_REVENUE -> 0;
            case MAX_PROFIT -> Objects.requireNonNullElse(proposal.policy().margin(), 0.0);
            case TARGET_ROAS, TARGET_MROAS ->
                Objects.requireNonNullElse(proposal.policy().targetRoas(), 0.0);
            case TARGET_CAC -> {
                Long cac = proposal.policy().targetCacMicros();
                yield cac == null ? 0 : 1e6 / cac;
            }
        };
    }

    private static double mean(SampledResponse samples, int channel, double amount) {
        int last = samples.points(channel) - 1;
        int right = 1;
        while (right < last && samples.spend(channel, right) < amount) {
            right++;
        }
        double from = samples.spend(channel, right - 1);
        double to = samples.spend(channel, right);
        double share = Math.clamp((amount - from) / (to - from), 0, 1);
        double sum = 0;
        for (int draw = 0; draw < samples.draws(); draw++) {
            sum += (1 - share) * samples.value(draw, channel, right - 1) + share * samples.value(draw, channel, right);
        }
        return sum / samples.draws();
    }
}
