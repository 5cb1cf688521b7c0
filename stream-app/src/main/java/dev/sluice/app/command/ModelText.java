package dev.sluice.app.command;

import dev.sluice.app.budget.advise.Spread;
import dev.sluice.app.budget.allocate.HorizonAnswer.Plan;
import dev.sluice.app.budget.plan.ModelFigures;
import dev.sluice.app.budget.plan.ModelReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What a response model has to say of a split, for people. */
final class ModelText {
    private final ModelReport report;

    ModelText(ModelReport report) {
        this.report = report;
    }

    /** What stands under the table. */
    void figures(PrintWriter out) {
        out.printf(
                "By %s: %s of version %s; responses are means of a week, of %s in which the split is held.%n",
                report.model(), report.card().kind(), report.card().version(), weeks(report.weeks()));
        ModelFigures figures = report.figures();
        if (figures != null) {
            Spread uplift = figures.uplift();
            out.printf(
                    Locale.ROOT,
                    "Expected uplift a week over the current spend, which brings %,.2f: %+,.2f (80 %% interval %+,.2f to"
                            + " %+,.2f); P(uplift > 0) is %.1f %%.%n",
                    figures.currentResponse(),
                    uplift.mean(),
                    uplift.p10(),
                    uplift.p90(),
                    100 * uplift.positive());
        }
        if (!report.start().assumed().isEmpty()) {
            out.printf(
                    "The current spend of %s was not given and is the mean in training; --current or --past say it.%n",
                    String.join(", ", report.start().assumed()));
        }
        report.unidentified()
                .forEach(channel -> out.printf(
                        "The effect of %s is not identified%s: %s%n",
                        channel.name(),
                        channel.codes().isEmpty() ? "" : " (" + String.join(", ", channel.codes()) + ")",
                        channel.sentence()));
        if (report.isDirectionOnly()) {
            out.println(report.caution());
        }
    }

    /** The plan week by week. */
    void plan(Plan plan, PrintWriter out) {
        out.printf("%n%-8s", "WEEK");
        report.response().channelNames().forEach(channel -> out.printf(" %14s", channel));
        out.printf(" %14s%n", "TOTAL");
        for (int week = 0; week < plan.spendMicros().size(); week++) {
            row(String.valueOf(week + 1), plan.spendMicros().get(week), out);
        }
        row("held", plan.flatMicros(), out);
        out.printf(
                Locale.ROOT,
                "Over %s, and the weeks after in which their spend still works, the plan brings %,.2f; the best split"
                        + " that is held in all weeks brings %,.2f: %+.3f %%.%n",
                weeks(plan.spendMicros().size()),
                plan.response(),
                plan.flatResponse(),
                plan.flatResponse() == 0 ? 0 : 100 * (plan.response() / plan.flatResponse() - 1));
        out.println(
                Double.isFinite(plan.upperBound())
                        ? String.format(
                                Locale.ROOT,
                                "Proof: no plan within the limits brings more than %,.2f; this one at most %.2g %% less.",
                                plan.upperBound(),
                                plan.upperBound() == 0 ? 0 : 100 * (1 - plan.response() / plan.upperBound()))
                        : "The first week's limits leave no room to compute an upper bound.");
    }

    private static void row(String name, List<Long> micros, PrintWriter out) {
        out.printf("%-8s", name);
        long total = 0;
        for (long spend : micros) {
            out.printf(Locale.ROOT, " %,14.2f", spend / 1e6);
            total += spend;
        }
        out.printf(Locale.ROOT, " %,14.2f%n", total / 1e6);
    }

    private static String weeks(int weeks) {
        return weeks == 1 ? "1 week" : weeks + " weeks";
    }
}
