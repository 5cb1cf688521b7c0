package dev.sluice.app.world.weekly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OracleTest {
    private static final int WEEKS = 52;
    private static final double SHIFT = 0.15;

    @Test
    void neverBringsLessThanStayingPutAndKeepsTheLimits() {
        for (int seed = 0; seed < 12; seed++) {
            WeeklyMarket market = WeeklyMarket.of(WeeklyConfig.of(seed, 6, 0.05, Trap.NONE));
            Oracle oracle = new Oracle(market, WEEKS, SHIFT);
            Plan best = oracle.best();
            assertThat(best.revenue()).isGreaterThan(oracle.stayPut().revenue());
            assertThat(market.mediaRevenue(best.spends())).isEqualTo(best.revenue());
            assertKeepsLimits(market.plan(), best.spends());
        }
    }

    private static void assertKeepsLimits(double[] plan, double[][] spends) {
        double total = Arrays.stream(plan).sum();
        double[] before = plan;
        for (double[] week : spends) {
            assertThat(Arrays.stream(week).sum()).isCloseTo(total, within(1e-6 * total));
            for (int channel = 0; channel < week.length; channel++) {
                assertThat(Math.abs(week[channel] - before[channel]))
                        .isLessThanOrEqualTo(SHIFT * before[channel] * (1 + 1e-9));
            }
            before = week;
        }
    }

    @Test
    void noPlanThatWandersWithinTheLimitsBeatsIt() {
        SplittableRandom random = new SplittableRandom(11);
        for (int seed = 20; seed < 24; seed++) {
            WeeklyMarket market = WeeklyMarket.of(WeeklyConfig.of(seed, 4, 0.05, Trap.NONE));
            double best = new Oracle(market, WEEKS, SHIFT).best().revenue();
            for (int trial = 0; trial < 200; trial++) {
                double[][] spends = wandering(market.plan(), random);
                assertThat(market.mediaRevenue(spends)).isLessThanOrEqualTo(best);
            }
        }
    }

    /** Moves money from one channel to another for some weeks, then between two others. */
    private static double[][] wandering(double[] plan, SplittableRandom random) {
        double[][] spends = new double[WEEKS][];
        double[] now = plan.clone();
        int from = 0;
        int to = 1;
        for (int week = 0; week < WEEKS; week++) {
            if (week % 10 == 0) {
                from = random.nextInt(plan.length);
                to = random.nextInt(plan.length);
            }
            double moved = from == to ? 0 : SHIFT * Math.min(now[from], now[to]);
            now = now.clone();
            now[from] -= moved;
            now[to] += moved;
            spends[week] = now;
        }
        return spends;
    }

    @Test
    void theSteadySplitIsTheBestOfAllSplits() {
        double[][] values = new double[3][SteadySplit.PARTS + 1];
        for (int part = 0; part <= SteadySplit.PARTS; part++) {
            double x = part / (double) SteadySplit.PARTS;
            values[0][part] = Math.sqrt(x);
            values[1][part] = 1 / (1 + Math.pow(0.3 / Math.max(x, 1e-9), 3));
            values[2][part] = 0.9 * x;
        }
        int[] parts = SteadySplit.best(values);
        double best = values[0][parts[0]] + values[1][parts[1]] + values[2][parts[2]];
        assertThat(Arrays.stream(parts).sum()).isEqualTo(SteadySplit.PARTS);
        for (int a = 0; a <= SteadySplit.PARTS; a++) {
            for (int b = 0; a + b <= SteadySplit.PARTS; b++) {
                assertThat(values[0][a] + values[1][b] + values[2][SteadySplit.PARTS - a - b])
                        .isLessThanOrEqualTo(best + 1e-12);
            }
        }
    }

    @Test
    void withoutAnyEffectThereIsNothingToGain() {
        WeeklyMarket market = WeeklyMarket.of(WeeklyConfig.of(1, 4, 0.05, Trap.NOISE));
        assertThat(new Oracle(market, WEEKS, SHIFT).best().revenue()).isZero();
    }

    @Test
    void refusesWhatItCannotPlan() {
        WeeklyMarket market = WeeklyMarket.of(WeeklyConfig.of(1, 2, 0.05, Trap.NONE));
        assertThatThrownBy(() -> new Oracle(market, 0, SHIFT)).hasMessage("weeks must be 1 to 156: 0");
        assertThatThrownBy(() -> new Oracle(market, 52, 1.5)).hasMessage("shift must be above 0 and below 1: 1.5");
    }
}
