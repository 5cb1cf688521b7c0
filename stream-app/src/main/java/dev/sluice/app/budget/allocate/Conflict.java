package dev.sluice.app.budget.allocate;

import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says in one sentence which limits clash, and by how much. */
final class Conflict {
    private static final int MOST_NAMED = 12;

    private Conflict() {}

    static String bounds(Line line) {
        return line.channel() + " can't keep both its limits: at least " + words(line.least()) + " and at most "
                + words(line.most());
    }

    static String step(Line line, long stepMicros) {
        return "No multiple of the step " + amount(stepMicros) + " lies between the limits of " + line.channel() + ": "
                + words(line.least()) + " and " + words(line.most());
    }

    static String total(long least, long most) {
        return "The total can't be at least " + amount(least) + " and at most " + amount(most);
    }

    static String minimums(AllocationProblem problem, long sum, long most) {
        return "The minimums add up to " + amount(sum) + " but " + budget(problem, "at most", most) + ": "
                + listed(problem.lines(), "at least", Line::least);
    }

    static String maximums(AllocationProblem problem, long sum, long least) {
        return "The maximums add up to " + amount(sum) + " but " + budget(problem, "at least", least) + ": "
                + listed(problem.lines(), "at most", Line::most);
    }

    static String steps(AllocationProblem problem, long least, long most, long below, long above) {
        String locked = problem.lines().stream()
                .filter(line -> line.least().micros() == line.most().micros()
                        && line.least().micros() % problem.stepMicros() != 0)
                .map(line -> line.channel() + " at " + words(line.least()))
                .collect(Collectors.joining(", "));
        return "Spends in steps of " + amount(problem.stepMicros()) + " can't add up to "
                + (least == most ? amount(least) : "between " + amount(least) + " and " + amount(most))
                + (locked.isEmpty() ? "" : " beside " + locked)
                + "; the nearest totals are " + amount(below) + " and " + amount(above);
    }

    static String ratio(double asked, double best) {
        return String.format(
                Locale.ROOT,
                "A return of %.4g for each unit spent is out of reach: within the limits it is at most %.4g",
                asked,
                best);
    }

    private static String budget(AllocationProblem problem, String side, long micros) {
        boolean exact = problem.goal() instanceof AllocationProblem.FixedBudget fixed && fixed.slackMicros() == 0;
        return exact ? "the budget is " + amount(micros) : "the total is to be " + side + " " + amount(micros);
    }

    private static String listed(List<Line> lines, String side, Function<Line, Bound> bound) {
        List<Line> named = lines.stream()
                .filter(line -> bound.apply(line).micros() > 0 || side.equals("at most"))
                .sorted(Comparator.comparingLong(
                                (Line line) -> bound.apply(line).micros())
                        .reversed())
                .toList();
        String list = named.stream()
                .limit(MOST_NAMED)
                .map(line -> line.channel() + " " + side + " " + words(bound.apply(line)))
                .collect(Collectors.joining(", "));
        return named.size() > MOST_NAMED ? list + " and " + (named.size() - MOST_NAMED) + " more" : list;
    }

    private static String words(Bound bound) {
        return amount(bound.micros()) + " (" + bound.name() + ")";
    }

    /** With two decimals, more only where there are more. */
    static String amount(long micros) {
        BigDecimal exact = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(2, exact.scale()) + "f", exact);
    }
}
