package dev.sluice.app.budget.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.budget.allocate.AllocationProblem.FixedBudget;
import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import dev.sluice.app.budget.allocate.Strategies.Applied;
import dev.sluice.app.budget.allocate.Strategies.NotApplicable;
import dev.sluice.app.budget.allocate.Strategies.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every strategy keeps the limits and spends the total; none beats the optimum. */
final class StrategiesTest {
    private static final long UNIT = 1_000_000;
    private static final List<Strategy> ALL = List.of(Strategy.values());

    @Test
    void noStrategyBeatsTheOptimumAndAllKeepTheLimits() {
        Random random = new Random(5);
        for (RandomProblems.Bounds bounds : RandomProblems.Bounds.values()) {
            for (int i = 0; i < 100; i++) {
                AllocationProblem problem = RandomProblems.next(random, bounds, 10, false);
                List<Outcome> outcomes = Strategies.compare(problem, past(random), ALL);
                double best = ((Applied) outcomes.getFirst()).value();
                for (Outcome outcome : outcomes) {
                    Applied applied = (Applied) outcome;
                    assertThat(applied.value()).isLessThanOrEqualTo(best * (1 + 1e-5));
                    assertThat(applied.spendMicros().stream()
                                    .mapToLong(Long::longValue)
                                    .sum())
                            .isEqualTo(((FixedBudget) problem.goal()).totalMicros());
                    for (int c = 0; c < 10; c++) {
                        Line line = problem.lines().get(c);
                        assertThat(applied.spendMicros().get(c))
                                .isBetween(line.least().micros(), line.most().micros());
                    }
                }
            }
        }
    }

    @Test
    void weightsRuleWhereNoBoundStopsThem() {
        assertThat(inverseCac(problem(100, 0, 100, 0, 100, 0, 100), 1.0, 2.0, 4.0))
                .containsExactly(57_142_857L, 28_571_429L, 14_285_714L);
    }

    @Test
    void whatABoundHoldsBackGoesToTheOthersInProportion() {
        assertThat(inverseCac(problem(100, 0, 40, 0, 100, 0, 100), 1.0, 2.0, 4.0))
                .containsExactly(40 * UNIT, 40 * UNIT, 20 * UNIT);
    }

    @Test
    void aChannelWithoutCacGetsItsLeastUntilTheOthersAreFull() {
        assertThat(inverseCac(problem(100, 0, 100, 5, 100, 0, 100), 1.0, null, 1.0))
                .containsExactly(47_500_000L, 5 * UNIT, 47_500_000L);
        assertThat(inverseCac(problem(100, 0, 30, 5, 100, 0, 30), 1.0, null, 1.0))
                .containsExactly(30 * UNIT, 40 * UNIT, 30 * UNIT);
    }

    @Test
    void whatIsNotKnownIsSaid() {
        List<Outcome> outcomes = Strategies.compare(problem(100, 0, 100, 0, 100, 0, 100), TrackRecord.none(3), ALL);
        assertThat(outcomes.get(1)).isEqualTo(new NotApplicable(Strategy.INVERSE_CAC, "no channel's CAC is known"));
        assertThat(outcomes.get(3)).isInstanceOf(NotApplicable.class);
        assertThat(outcomes.get(4)).isInstanceOf(Applied.class);
    }

    private static List<Long> inverseCac(AllocationProblem problem, @Nullable Double... cac) {
        TrackRecord past = new TrackRecord(
                TrackRecord.none(3).currentMicros(),
                Arrays.asList(cac),
                TrackRecord.none(3).roas());
        return ((Applied) Strategies.compare(problem, past, List.of(Strategy.INVERSE_CAC))
                        .getFirst())
                .spendMicros();
    }

    private static TrackRecord past(Random random) {
        List<@Nullable Long> current = new ArrayList<>();
        List<@Nullable Double> cac = new ArrayList<>();
        List<@Nullable Double> roas = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            current.add(random.nextLong(1, 50_000 * UNIT));
            cac.add(i == 3 ? null : random.nextDouble(5, 80));
            roas.add(random.nextDouble(0, 8));
        }
        return new TrackRecord(current, cac, roas);
    }

    private static AllocationProblem problem(long budget, long... bounds) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < bounds.length; i += 2) {
            lines.add(new Line(
                    "c" + i / 2,
                    TestCurves.exponential(100, 50),
                    new Bound(bounds[i] * UNIT, "least"),
                    new Bound(bounds[i + 1] * UNIT, "most")));
        }
        return new AllocationProblem(lines, new FixedBudget(budget * UNIT, 0), 1);
    }
}
