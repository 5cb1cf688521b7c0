package dev.sluice.app.budget.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.SampledResponse;
import dev.sluice.app.budget.allocate.AllocationAnswer;
import dev.sluice.app.budget.allocate.AllocationProblem;
import dev.sluice.app.budget.allocate.AllocationProblem.FixedBudget;
import dev.sluice.app.budget.allocate.AllocationProblem.Line;
import dev.sluice.app.budget.allocate.Allocator;
import dev.sluice.app.budget.allocate.Bound;
import dev.sluice.app.budget.allocate.SampledCurve;
import dev.sluice.schemas.model.ModelCard.Trust;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A year of following advice whose model is wrong from the start and never learns: one posterior, sampled about an estimate
 * that misses the truth by as much as it says. What is earned is compared with an oracle under the same weekly shift.
 */
final class ClosedLoopTest {
    private static final int RUNS = 30;
    private static final int WEEKS = 52;
    private static final int CHANNELS = 6;
    private static final int DRAWS = 100;
    private static final int POINTS = 33;
    private static final double MICROS = 1e6;

    /** Spread of the channels' ROAS and of their scales, on a logarithmic scale: what a proper prior knows. */
    private static final double ROAS_SPREAD = 0.5;

    private static final double SCALE_SPREAD = 0.45;

    @Test
    void surePosteriorsEarnMostOfTheOraclesUplift() {
        Result result = play(0.15, 1);
        assertThat(result.share()).isGreaterThan(0.75);
        assertThat(result.harmful()).isLessThanOrEqualTo(1);
    }

    @Test
    void doubtfulPosteriorsEarnLessAndHarmRarely() {
        Result result = play(0.4, 1);
        assertThat(result.share()).isGreaterThan(0.3);
        assertThat(result.harmful()).isLessThanOrEqualTo(3);
    }

    @Test
    void hopelessPosteriorsHardlyMoveAnything() {
        Result result = play(0.8, 1);
        assertThat(result.share()).isGreaterThan(0);
        assertThat(result.harmful()).isLessThanOrEqualTo(5);
    }

    @Test
    void aModelThatIsTooSureOfItselfStillEarns() {
        Result result = play(0.15, 1.4);
        assertThat(result.share()).isGreaterThan(0.7);
        assertThat(result.harmful()).isLessThanOrEqualTo(2);
    }

    private record Result(double share, int harmful) {}

    /**
     * Plays all runs.
     *
     * @param doubt standard error of a channel's log ROAS
     * @param tooSure how much narrower the posterior is than it should be
     */
    private static Result play(double doubt, double tooSure) {
        double earned = 0;
        double best = 0;
        int harmful = 0;
        for (int run = 0; run < RUNS; run++) {
            Market market = new Market(run, doubt, tooSure);
            double[] year = market.year();
            earned += year[0];
            best += year[1];
            harmful += year[0] < 0 ? 1 : 0;
        }
        System.out.printf(
                "doubt %.2f, too sure by %.1f: %.0f %% of the oracle's uplift, %d of %d runs harmful%n",
                doubt, tooSure, 100 * earned / best, harmful, RUNS);
        return new Result(earned / best, harmful);
    }

    /** Hill curves of slope 1, and what a model thinks they are. */
    private static final class Market {
        private final SplittableRandom random;
        private final double[] ceiling = new double[CHANNELS];
        private final double[] scale = new double[CHANNELS];
        private final double[][] drawnCeiling = new double[DRAWS][CHANNELS];
        private final double[][] drawnScale = new double[DRAWS][CHANNELS];
        private final long[] start = new long[CHANNELS];
        private final Map<String, ChannelFacts> facts = new TreeMap<>();

        Market(int seed, double doubt, double tooSure) {
            random = new SplittableRandom(seed * 7919L + 1);
            for (int c = 0; c < CHANNELS; c++) {
                double spend = Math.rint(1_000 * Math.exp(0.7 * random.nextGaussian()));
                start[c] = Math.round(spend * MICROS);
                double roas = 0.7 + ROAS_SPREAD * random.nextGaussian();
                double half = Math.log(spend * (0.4 + 1.6 * random.nextDouble()));
                scale[c] = Math.exp(half);
                ceiling[c] = Math.exp(roas) * (spend + scale[c]);
                facts.put("c" + c, new ChannelFacts(true, List.of(), "", 3 * start[c]));
                learn(c, spend, roas, half, doubt, tooSure);
            }
        }

        /** Normal priors and normal estimates, so the posterior is normal, too. */
        private void learn(int c, double spend, double roas, double half, double doubt, double tooSure) {
            double trust = weight(ROAS_SPREAD, doubt);
            double mean = 0.7 + trust * (roas + doubt * random.nextGaussian() - 0.7);
            double halfTrust = weight(SCALE_SPREAD, 2 * doubt);
            double prior = Math.log(spend) + 0.2;
            double halfMean = prior + halfTrust * (half + 2 * doubt * random.nextGaussian() - prior);
            for (int s = 0; s < DRAWS; s++) {
                drawnScale[s][c] =
                        Math.exp(halfMean + Math.sqrt(halfTrust) * 2 * doubt / tooSure * random.nextGaussian());
                drawnCeiling[s][c] = Math.exp(mean + Math.sqrt(trust) * doubt / tooSure * random.nextGaussian())
                        * (spend + drawnScale[s][c]);
            }
        }

        private static double weight(double prior, double error) {
            return prior * prior / (prior * prior + error * error);
        }

        /** What following the advice, and what the oracle, earn over leaving the budget alone. */
        double[] year() {
            Advisor advisor = new Advisor(AdviceSettings.defaults());
            long[] advised = start.clone();
            long[] oracle = start.clone();
            double earned = 0;
            double best = 0;
            boolean held = false;
            for (int week = 0; week < WEEKS; week++) {
                if (!held) {
                    Advice advice = advisor.advise(request(advised, week));
                    advised = advice.channels().stream()
                            .mapToLong(ChannelAdvice::recommendedMicros)
                            .toArray();
                    // The posterior never changes, so neither does a HOLD.
                    held = advice.decision() == Decision.HOLD;
                }
                oracle = next(oracle);
                earned += outcome(advised) - outcome(start);
                best += outcome(oracle) - outcome(start);
            }
            return new double[] {earned, best};
        }

        private double outcome(long[] plan) {
            double sum = 0;
            for (int c = 0; c < CHANNELS; c++) {
                sum += hill(plan[c] / MICROS, ceiling[c], scale[c]);
            }
            return sum;
        }

        private static double hill(double spend, double ceiling, double scale) {
            return ceiling * spend / (spend + scale);
        }

        private AdviceRequest request(long[] now, int week) {
            List<ChannelState> states = new ArrayList<>();
            double[][] grid = new double[CHANNELS][];
            double[][][] value = new double[DRAWS][CHANNELS][POINTS];
            for (int c = 0; c < CHANNELS; c++) {
                states.add(new ChannelState("c" + c, now[c], 0));
                grid[c] = grid(now[c]);
                for (int s = 0; s < DRAWS; s++) {
                    for (int i = 0; i < POINTS; i++) {
                        value[s][c][i] = hill(grid[c][i], drawnCeiling[s][c], drawnScale[s][c]);
                    }
                }
            }
            return new AdviceRequest(
                    "market",
                    LocalDate.of(2025, 1, 6).plusWeeks(week),
                    "EUR",
                    7,
                    104,
                    1,
                    states,
                    Policy.defaults(),
                    new ModelFacts("v1", "5ha", Trust.TRUSTED, Outcome.REVENUE, facts),
                    new SampledResponse(List.copyOf(facts.keySet()), grid, value));
        }

        private static double[] grid(long now) {
            double[] grid = new double[POINTS];
            for (int i = 0; i < POINTS; i++) {
                grid[i] = 1.3 * now / MICROS * i / (POINTS - 1);
            }
            return grid;
        }

        /** The best step of one who knows the curves. */
        private long[] next(long[] now) {
            List<Line> lines = new ArrayList<>();
            for (int c = 0; c < CHANNELS; c++) {
                double[] grid = grid(now[c]);
                double[] truth = new double[POINTS];
                for (int i = 0; i < POINTS; i++) {
                    truth[i] = hill(grid[i], ceiling[c], scale[c]);
                }
                long shift = now[c] * 15 / 100;
                long euro = 1_000_000;
                lines.add(new Line(
                        "c" + c,
                        SampledCurve.of(grid, truth),
                        new Bound(Math.ceilDiv(now[c] - shift, euro) * euro, "shift"),
                        new Bound(Math.floorDiv(now[c] + shift, euro) * euro, "shift")));
            }
            AllocationProblem problem = new AllocationProblem(
                    lines, new FixedBudget(Arrays.stream(now).sum(), 0), 1_000_000);
            return Allocator.solve(problem) instanceof AllocationAnswer.Split split
                    ? split.spendMicros().stream().mapToLong(Long::longValue).toArray()
                    : now;
        }
    }
}
