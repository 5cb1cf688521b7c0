package dev.sluice.app.command;

import dev.sluice.app.budget.advise.Spread;
import dev.sluice.app.budget.allocate.AllocationAnswer.Split;
import dev.sluice.app.budget.allocate.PolicyLimits.Candidate;
import dev.sluice.app.budget.allocate.Strategies.Applied;
import dev.sluice.app.budget.allocate.Strategies.NotApplicable;
import dev.sluice.app.budget.allocate.Strategies.Outcome;
import dev.sluice.app.budget.plan.AllocationReport;
import dev.sluice.app.budget.plan.ModelFigures;
import dev.sluice.app.budget.plan.ModelReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A split as a table for people. */
final class AllocationText {
    private static final String ROW = "%-22s %14s %14s %9s %14s %8s  %s%n";
    private static final String WIDE_ROW = "%-22s %14s %14s %9s %14s %28s  %s%n";
    private static final String NONE = "-";

    private final AllocationReport report;
    private final String row;

    AllocationText(AllocationReport report) {
        this.report = report;
        this.row = report.figures() == null ? ROW : WIDE_ROW;
    }

    void print(PrintWriter out) {
        Applied recommended = report.recommended();
        if (recommended != null) {
            table(recommended, out);
            ModelReport model = report.model();
            if (model != null) {
                new ModelText(model).figures(out);
            }
            if (report.isOptimal()) {
                proof(out);
            }
        }
        if (report.outcomes().size() > 1 || recommended == null) {
            out.printf("%n%-18s %14s %14s %9s  %s%n", "STRATEGY", "SPEND", "RESPONSE", "TO BEST", "HOW");
            report.outcomes().forEach(outcome -> strategy(outcome, out));
        }
        ModelReport model = report.model();
        if (model != null && model.plan() != null) {
            new ModelText(model).plan(model.plan(), out);
        }
    }

    private void table(Applied split, PrintWriter out) {
        String marginal = report.figures() == null ? "mROAS" : "mROAS (80 % interval)";
        out.printf(row, "CHANNEL", "CURRENT", "RECOMMENDED", "CHANGE", "RESPONSE", marginal, "LIMIT");
        List<Candidate> candidates = report.candidates();
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            long spend = split.spendMicros().get(i);
            out.printf(
                    row,
                    candidate.channel(),
                    money(candidate.currentMicros()),
                    money(spend),
                    change(candidate.currentMicros(), spend),
                    report.hasCurves() ? amount(report.response(i, spend)) : NONE,
                    marginal(i, spend),
                    notes(i, spend));
        }
        long total = split.spendMicros().stream().mapToLong(Long::longValue).sum();
        Long now = currentTotal();
        out.printf(
                row,
                "total",
                money(now),
                money(total),
                change(now, total),
                report.hasCurves() ? amount(report.response(split)) : NONE,
                "",
                "");
        Double before = report.currentResponse();
        if (before != null && before > 0 && report.figures() == null) {
            out.printf(
                    Locale.ROOT,
                    "The current spend brings %s on these curves: %+.2f %%.%n",
                    amount(before),
                    100 * (split.response() / before - 1));
        }
    }

    private String marginal(int channel, long spend) {
        if (!report.hasCurves()) {
            return NONE;
        }
        ModelFigures figures = report.figures();
        if (figures == null) {
            return String.format(Locale.ROOT, "%.3f", report.marginalReturn(channel, spend));
        }
        Spread slopes = figures.marginals().get(channel);
        return String.format(Locale.ROOT, "%.4g (%.4g to %.4g)", slopes.mean(), slopes.p10(), slopes.p90());
    }

    private String notes(int channel, long spend) {
        String limit = report.binding(channel, spend);
        ModelReport model = report.model();
        String unknown = model == null || model.isIdentified(channel) ? "" : "(effect not identified)";
        return limit == null ? unknown : (limit + " " + unknown).strip();
    }

    private void proof(PrintWriter out) {
        Split optimum = report.optimum();
        double gap = optimum.upperBound() - optimum.value();
        out.printf(
                Locale.ROOT,
                "Proof: no split within the limits has a value above %s; this one's is %s, at most %.2g %% less.%n",
                amount(optimum.upperBound()),
                amount(optimum.value()),
                optimum.upperBound() == 0 ? 0.0 : 100 * gap / Math.abs(optimum.upperBound()));
    }

    private void strategy(Outcome outcome, PrintWriter out) {
        switch (outcome) {
            case NotApplicable none ->
                out.printf(
                        "%-18s %14s %14s %9s  %s%n", none.strategy(), NONE, NONE, NONE, "not possible: " + none.why());
            case Applied applied ->
                out.printf(
                        "%-18s %14s %14s %9s  %s%n",
                        applied.strategy(),
                        money(applied.spendMicros().stream()
                                .mapToLong(Long::longValue)
                                .sum()),
                        report.hasCurves() ? amount(applied.response()) : NONE,
                        toBest(applied),
                        applied.strategy().meaning());
        }
    }

    private String toBest(Applied applied) {
        double best = report.optimum().value();
        return report.hasCurves() && best > 0
                ? String.format(Locale.ROOT, "%+.2f %%", 100 * (applied.value() / best - 1))
                : NONE;
    }

    private @Nullable Long currentTotal() {
        long sum = 0;
        for (Candidate candidate : report.candidates()) {
            Long current = candidate.currentMicros();
            if (current == null) {
                return null;
            }
            sum += current;
        }
        return sum;
    }

    private static String change(@Nullable Long before, long after) {
        return before == null || before == 0
                ? NONE
                : String.format(Locale.ROOT, "%+.1f %%", 100 * ((double) after / before - 1));
    }

    private static String money(@Nullable Long micros) {
        return micros == null ? NONE : amount(micros / 1e6);
    }

    private static String amount(double units) {
        return String.format(Locale.ROOT, "%,.2f", units);
    }
}
