package dev.sluice.app.budget.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.budget.allocate.AllocationAnswer;
import dev.sluice.app.budget.allocate.AllocationProblem;
import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Random accounts, policies and curves: advice breaks no hard limit, and its sums are exact to the micro. The default is a
 * fifth of the cases; {@code -Dtest.jvm.args=-Dsluice.advice.cases=100000} runs them all.
 */
final class RandomAdviceTest {
    private static final int CASES = Integer.getInteger("sluice.advice.cases", 20_000);
    private static final AdviceSettings SETTINGS = AdviceSettings.defaults();

    @Test
    void noAdviceBreaksAHardLimit() {
        Map<Reason, Integer> reasons = check(new Advisor(SETTINGS), CASES, 1);
        System.out.println(CASES + " random accounts, no limit broken: " + reasons);
        assertThat(reasons).as("what the advisor proposes passes the verifier").doesNotContainKey(Reason.VERIFIER);
        Set<Reason> never = Set.of(Reason.VERIFIER, Reason.STALE_DATA);
        assertThat(Reason.values())
                .as("the cases reach every reason")
                .allMatch(reason -> never.contains(reason) || reasons.containsKey(reason));
    }

    @Test
    void anAllocatorThatBreaksLimitsIsCaught() {
        RandomGenerator chance = new SplittableRandom(5);
        Advisor advisor = new Advisor(problem -> nonsense(problem, chance), SETTINGS);
        Map<Reason, Integer> reasons = check(advisor, CASES / 5, 2);
        System.out.println("with a broken allocator: " + reasons);
        assertThat(reasons.getOrDefault(Reason.VERIFIER, 0)).isGreaterThan(CASES / 100);
    }

    /** Splits that respect nothing in particular. */
    private static AllocationAnswer nonsense(AllocationProblem problem, RandomGenerator chance) {
        List<Long> micros = new ArrayList<>();
        for (Line line : problem.lines()) {
            micros.add((long) (line.most().micros() * chance.nextDouble(0.5, 1.5)));
        }
        return new AllocationAnswer.Split(micros, 1, 1);
    }

    private static Map<Reason, Integer> check(Advisor advisor, int cases, long seed) {
        Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
        for (int i = 0; i < cases; i++) {
            AdviceRequest request = new RandomAccounts(new SplittableRandom(seed * 1_000_003 + i)).next();
            Advice advice = advisor.advise(request);
            String fault = HardLimits.fault(request, advice);
            if (!fault.isEmpty()) {
                throw new AssertionError(
                        "case " + i + " of seed " + seed + ": " + fault + "\n" + request + "\n" + advice);
            }
            reasons.merge(advice.reason(), 1, Integer::sum);
        }
        return reasons;
    }
}
