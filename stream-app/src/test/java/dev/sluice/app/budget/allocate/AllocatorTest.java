package dev.sluice.app.budget.allocate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.app.budget.allocate.AllocationAnswer.Infeasible;
import dev.sluice.app.budget.allocate.AllocationAnswer.Split;
import dev.sluice.app.budget.allocate.AllocationProblem.FixedBudget;
import dev.sluice.app.budget.allocate.AllocationProblem.Goal;
import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import dev.sluice.app.budget.allocate.AllocationProblem.MaxProfit;
import dev.sluice.app.budget.allocate.AllocationProblem.TargetMarginalReturn;
import dev.sluice.app.budget.allocate.AllocationProblem.TargetReturn;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The allocator finds the best split there is, keeps every limit, and says how sure it is. */
final class AllocatorTest {
    private static final long UNIT = 1_000_000;

    /** Known truth: two channels with logistic saturation; the optimum was computed elsewhere. */
    @ParameterizedTest
    @CsvSource({"5, 2.241915, 2.758085, 4998.216", "1, .568931, .431069, 3579.837", "0.4, 0.4, 0, 1992.110"})
    void knownOptimaAreFoundToTheFifthDigit(double budget, double first, double second, double response) {
        List<Line> lines = List.of(
                line("x1", TestCurves.logistic(3_000, 4), 0, 100), line("x2", TestCurves.logistic(2_000, 3), 0, 100));
        Split split = split(new AllocationProblem(lines, fixed(budget), 1));
        assertThat(split.spendMicros().get(0) / 1e6).isEqualTo(first, within(1e-6));
        assertThat(split.spendMicros().get(1) / 1e6).isEqualTo(second, within(1e-6));
        assertThat(split.value()).isEqualTo(response, within(5e-4));
        assertThat(split.upperBound() - split.value()).isBetween(0.0, 1e-5);
    }

    /**
     * Against dynamic programming with local exchanges, which knows nothing of the allocator's ways. 200 of each kind in
     * every build; -Dsluice.allocator.problems=1000 for the full sets.
     */
    @ParameterizedTest
    @EnumSource
    void randomProblemsAreSolvedToAHundredthOfAPercent(RandomProblems.Bounds bounds) {
        int problems = Integer.getInteger("sluice.allocator.problems", 200);
        Random random = new Random(20_261_122 + bounds.ordinal());
        double worst = 0;
        for (int i = 0; i < problems; i++) {
            AllocationProblem problem = RandomProblems.next(random, bounds, 10, i % 2 == 1);
            Split split = split(problem);
            assertKeepsLimits(problem, split);
            double reference = new FineProgram(problem).best(1_000);
            worst = Math.max(worst, reference / split.value() - 1);
            assertThat(split.value()).as("problem " + i).isGreaterThanOrEqualTo(reference * (1 - 1e-4));
            assertThat(split.upperBound()).as("problem " + i).isGreaterThanOrEqualTo(reference * (1 - 1e-12));
            assertThat(split.upperBound() / split.value() - 1)
                    .as("problem " + i)
                    .isBetween(0.0, 1e-5);
        }
        System.out.printf("%s bounds: %d problems, at worst %.1e below the fine program%n", bounds, problems, worst);
    }

    @Test
    void tenEqualChannelsWithThresholdsAreStillProven() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            lines.add(line("c" + i, TestCurves.sigmoid(1_000, 500, 80), 0, 1e4));
        }
        Split split = split(new AllocationProblem(lines, fixed(2_450), 1));
        // Four channels past their thresholds, and nothing wasted on the others.
        assertThat(split.spendMicros().stream().filter(spend -> spend > 0)).hasSize(4);
        assertThat(split.upperBound() / split.value() - 1).isLessThan(1e-5);
    }

    @Test
    void profitIsHighestWhereTheNextUnitEarnsItself() {
        Line line = line("search", TestCurves.exponential(10_000, 1_000), 0, 1e5);
        Split split = split(new AllocationProblem(List.of(line), new MaxProfit(0.5, 0, 100_000 * UNIT), 1));
        assertThat(split.spendMicros().getFirst() / 1e6).isEqualTo(1_000 * Math.log(5), within(1e-5));
        assertThat(split.value()).isEqualTo(0.5 * 8_000 - 1_000 * Math.log(5), within(1e-5));
    }

    @Test
    void profitKeepsTheLeastTotalEvenWhereThatCosts() {
        Line line = line("search", TestCurves.exponential(10_000, 1_000), 0, 1e5);
        Split split = split(new AllocationProblem(List.of(line), new MaxProfit(0.5, 4_000 * UNIT, 100_000 * UNIT), 1));
        assertThat(split.spendMicros().getFirst()).isEqualTo(4_000 * UNIT);
    }

    @Test
    void marginalReturnIsReachedInEveryChannel() {
        List<Line> lines = List.of(
                line("search", TestCurves.exponential(10_000, 1_000), 0, 1e5),
                line("social", TestCurves.hill(8_000, 900, 1), 0, 1e5));
        Split split = split(new AllocationProblem(lines, new TargetMarginalReturn(2, 0, 200_000 * UNIT), 1));
        for (int i = 0; i < 2; i++) {
            double spend = split.spendMicros().get(i) / 1e6;
            assertThat(lines.get(i).curve().slope(spend)).isEqualTo(2, within(1e-7));
        }
    }

    @Test
    void targetReturnSpendsAsMuchAsTheTargetAllows() {
        List<Line> lines = List.of(
                line("search", TestCurves.exponential(10_000, 1_000), 0, 1e5),
                line("social", TestCurves.sigmoid(20_000, 3_000, 500), 0, 1e5));
        Split split = split(new AllocationProblem(lines, new TargetReturn(4, 0, 200_000 * UNIT), 1));
        double spend = Limits.sum(
                        split.spendMicros().stream().mapToLong(Long::longValue).toArray())
                / 1e6;
        assertThat(split.value() / spend).isGreaterThanOrEqualTo(4).isEqualTo(4, within(1e-8));
        // Both channels have the same slope: nothing is gained by moving money.
        assertThat(lines.get(0).curve().slope(split.spendMicros().get(0) / 1e6))
                .isEqualTo(lines.get(1).curve().slope(split.spendMicros().get(1) / 1e6), within(1e-4));
        assertThat(split.upperBound() / split.value() - 1).isLessThan(1e-5);
    }

    @Test
    void aReturnOutOfReachIsSaidWithTheBestOneWithinReach() {
        List<Line> lines = List.of(line("search", TestCurves.exponential(10_000, 1_000), 1_000, 1e5));
        assertThat(conflict(new AllocationProblem(lines, new TargetReturn(9, 0, 200_000 * UNIT), 1)))
                .isEqualTo(
                        "A return of 9.000 for each unit spent is out of reach: within the limits it is at most 6.321");
    }

    @Test
    void slackIsUsedWhereItBringsResponse() {
        List<Line> lines = List.of(
                line("search", TestCurves.exponential(10_000, 1_000), 0, 1e5),
                line("social", TestCurves.exponential(8_000, 900), 0, 1e5));
        Split split = split(new AllocationProblem(lines, new FixedBudget(3_000 * UNIT, 150 * UNIT), 1));
        assertThat(split.spendMicros().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(3_150 * UNIT);
    }

    @ParameterizedTest
    @CsvSource({"1, 12345.678901", "1000000, 12345", "25000000, 12350", "500000000, 12500"})
    void stepsLocksAndSumsAreExact(long step, double budget) {
        Random random = new Random(3);
        for (int i = 0; i < 40; i++) {
            List<Line> lines = new ArrayList<>();
            lines.add(line("locked", TestCurves.exponential(3_000, 700), 1_500, 1_500));
            for (int c = 0; c < 6; c++) {
                ResponseCurve curve = c % 2 == 0
                        ? TestCurves.hill(random.nextDouble(2_000, 9_000), random.nextDouble(500, 4_000), 2.5)
                        : TestCurves.exponential(random.nextDouble(2_000, 9_000), random.nextDouble(500, 4_000));
                lines.add(line("c" + c, curve, random.nextDouble(0, 900), random.nextDouble(3_000, 9_000)));
            }
            AllocationProblem problem = new AllocationProblem(lines, fixed(budget), step);
            Split split = split(problem);
            assertKeepsLimits(problem, split);
            assertThat(split.spendMicros())
                    .allSatisfy(spend -> assertThat(spend % step).isZero());
            assertThat(split.spendMicros().getFirst()).isEqualTo(1_500 * UNIT);
        }
    }

    @Test
    void coarseStepsAreWeighedOneByOne() {
        List<Line> lines = List.of(
                line("a", TestCurves.sigmoid(1_000, 250, 40), 0, 1_000),
                line("b", TestCurves.exponential(600, 400), 0, 1_000));
        Split split = split(new AllocationProblem(lines, fixed(700), 100 * UNIT));
        double best = 0;
        for (int a = 0; a <= 7; a++) {
            best = Math.max(
                    best,
                    lines.get(0).curve().at(a * 100) + lines.get(1).curve().at(700 - a * 100));
        }
        assertThat(split.value()).isEqualTo(best, within(1e-9));
        assertThat(split.upperBound()).isEqualTo(split.value());
    }

    @Test
    void aChannelLockedOffTheStepKeepsItsAmount() {
        List<Line> lines = List.of(
                line("locked", TestCurves.exponential(3_000, 700), 333.33, 333.33),
                line("free", TestCurves.exponential(3_000, 700), 0, 9_000));
        assertThat(split(new AllocationProblem(lines, fixed(1_000.33), UNIT)).spendMicros())
                .containsExactly(333_330_000L, 667_000_000L);
        assertThat(conflict(new AllocationProblem(lines, fixed(1_000), UNIT)))
                .isEqualTo("Spends in steps of 1.00 can't add up to 1,000.00 beside locked at 333.33 (policy minimum);"
                        + " the nearest totals are 999.33 and 1,000.33");
    }

    @Test
    void conflictsNameTheLimitsAndTheirAmounts() {
        ResponseCurve curve = TestCurves.exponential(1_000, 500);
        Line meta = line("meta", curve, 7_000, 9_000);
        Line search = line("search", curve, 5_000, 8_000);
        assertThat(conflict(new AllocationProblem(List.of(search, meta), fixed(10_000), 1)))
                .isEqualTo(
                        "The minimums add up to 12,000.00 but the budget is 10,000.00: meta at least 7,000.00 (policy"
                                + " minimum), search at least 5,000.00 (policy minimum)");
        assertThat(conflict(new AllocationProblem(List.of(search, meta), fixed(20_000), 1)))
                .isEqualTo("The maximums add up to 17,000.00 but the budget is 20,000.00: meta at most 9,000.00 (policy"
                        + " maximum), search at most 8,000.00 (policy maximum)");
        Line torn = new Line(
                "tv", curve, new Bound(10 * UNIT, "policy minimum"), new Bound(8_500_000, "weekly shift of 15 %"));
        assertThat(conflict(new AllocationProblem(List.of(torn), fixed(10), 1)))
                .isEqualTo(
                        "tv can't keep both its limits: at least 10.00 (policy minimum) and at most 8.50 (weekly shift of"
                                + " 15 %)");
        assertThat(conflict(new AllocationProblem(List.of(line("tv", curve, 120, 150)), fixed(200), 100 * UNIT)))
                .isEqualTo(
                        "No multiple of the step 100.00 lies between the limits of tv: 120.00 (policy minimum) and 150.00"
                                + " (policy maximum)");
    }

    @Test
    void degenerateProblemsHaveAnswersToo() {
        ResponseCurve nothing = SampledCurve.of(new double[] {0, 100}, new double[] {0, 0});
        assertThat(split(new AllocationProblem(List.of(), fixed(0), 1)).spendMicros())
                .isEmpty();
        Split flat = split(
                new AllocationProblem(List.of(line("a", nothing, 0, 10), line("b", nothing, 0, 10)), fixed(15), 1));
        assertThat(flat.spendMicros().stream().mapToLong(Long::longValue).sum()).isEqualTo(15 * UNIT);
        assertThat(flat.value()).isZero();
        assertThat(split(new AllocationProblem(List.of(line("a", nothing, 0, 10)), fixed(0), 1))
                        .spendMicros())
                .containsExactly(0L);
    }

    private static void assertKeepsLimits(AllocationProblem problem, Split split) {
        long sum = 0;
        for (int i = 0; i < problem.lines().size(); i++) {
            long spend = split.spendMicros().get(i);
            Line line = problem.lines().get(i);
            assertThat(spend).isBetween(line.least().micros(), line.most().micros());
            sum += spend;
        }
        assertThat(sum).isEqualTo(((FixedBudget) problem.goal()).totalMicros());
    }

    private static Split split(AllocationProblem problem) {
        AllocationAnswer answer = Allocator.solve(problem);
        assertThat(answer).isInstanceOf(Split.class);
        return (Split) answer;
    }

    private static String conflict(AllocationProblem problem) {
        AllocationAnswer answer = Allocator.solve(problem);
        assertThat(answer).isInstanceOf(Infeasible.class);
        return ((Infeasible) answer).conflict();
    }

    private static Goal fixed(double total) {
        return new FixedBudget(Math.round(total * 1e6), 0);
    }

    private static Line line(String channel, ResponseCurve curve, double least, double most) {
        return new Line(
                channel,
                curve,
                new Bound(Math.round(least * 1e6), "policy minimum"),
                new Bound(Math.round(most * 1e6), "policy maximum"));
    }
}
