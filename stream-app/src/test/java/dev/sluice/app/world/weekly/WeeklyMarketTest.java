package dev.sluice.app.world.weekly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeeklyMarketTest {
    private static final int MARKETS = 60;

    @Test
    void equalConfigurationsGiveEqualMarketsAndOthersOthers() {
        WeeklyHistory one = history(WeeklyConfig.drawn(7));
        WeeklyHistory same = history(WeeklyConfig.drawn(7));
        assertThat(same.revenue()).isEqualTo(one.revenue());
        assertThat(same.spend()).isDeepEqualTo(one.spend());
        assertThat(same.controlValues()).isDeepEqualTo(one.controlValues());
        assertThat(history(WeeklyConfig.drawn(8)).revenue()).isNotEqualTo(one.revenue());
    }

    @Test
    void drawnMarketsHaveTheSizesReturnsAndSharesThatDocsPromise() {
        for (int seed = 0; seed < MARKETS; seed++) {
            WeeklyMarket market = WeeklyMarket.of(WeeklyConfig.drawn(seed));
            assertThat(market.channels().size()).isBetween(2, 8);
            assertThat(market.config().weeks()).isBetween(104, 156);
            assertThat(market.config().noiseShare()).isIn(0.02, 0.05, 0.10);
            assertThat(market.mediaShare()).isBetween(0.2, 0.5);
            for (int channel = 0; channel < market.channels().size(); channel++) {
                assertThat(market.roas(channel)).isBetween(0.49, 6.01);
                assertThat(market.marginalRoas(channel)).isBetween(0.0, 1.8 * market.roas(channel));
            }
        }
    }

    @Test
    void returnOnSpendIsWhatRevenueLosesWhereTheChannelNeverSpent() {
        WeeklyMarket market = WeeklyMarket.of(WeeklyConfig.of(3, 4, 0, Trap.NONE));
        WeeklyHistory history = new WeeklyWorld(market).history();
        double revenue = Arrays.stream(history.revenue()).sum();
        double left = IntStream.range(0, history.weeks())
                .mapToDouble(market::baseline)
                .sum();
        double brought = 0;
        for (int channel = 0; channel < 4; channel++) {
            brought += market.roas(channel)
                    * Arrays.stream(history.spend()[channel]).sum();
        }
        assertThat(left + brought).isCloseTo(revenue, within(1.0)); // every week is rounded to cents
    }

    @Test
    void noiseHasTheShareOfRevenueThatWasAskedFor() {
        double[] ratios = IntStream.range(0, MARKETS)
                .mapToDouble(seed -> noiseRatio(seed, 0.05))
                .toArray();
        assertThat(Arrays.stream(ratios).average().orElseThrow()).isBetween(0.045, 0.055);
    }

    private static double noiseRatio(int seed, double share) {
        WeeklyHistory calm = history(WeeklyConfig.of(seed, 3, 0, Trap.NONE));
        WeeklyHistory noisy = history(WeeklyConfig.of(seed, 3, share, Trap.NONE));
        double squares = IntStream.range(0, calm.weeks())
                .mapToDouble(week -> StrictMath.pow(noisy.revenue()[week] - calm.revenue()[week], 2))
                .average()
                .orElseThrow();
        return Math.sqrt(squares) / Arrays.stream(calm.revenue()).average().orElseThrow();
    }

    @Test
    void channelsOfACleanMarketAreOnlyModeratelyCorrelated() {
        double[] correlations = IntStream.range(0, MARKETS)
                .mapToDouble(seed -> {
                    double[][] spend =
                            history(WeeklyConfig.of(seed, 2, 0, Trap.NONE)).spend();
                    return correlation(spend[0], spend[1]);
                })
                .sorted()
                .toArray();
        assertThat(correlations[MARKETS / 2]).isBetween(-0.1, 0.4);
        assertThat(correlations[MARKETS - 1]).isLessThan(0.85);
    }

    @Test
    void playedRevenueIsWhatTheTruthExpects() {
        WeeklyMarket market = WeeklyMarket.of(WeeklyConfig.of(5, 3, 0, Trap.NONE));
        WeeklyWorld world = new WeeklyWorld(market);
        int weeks = market.config().weeks();
        double[][] future = {market.plan(), {1, 2, 3}, {0, 1e6, 0}};
        double expected = market.mediaRevenue(future);
        for (int week = 0; week < future.length; week++) {
            world.spend(future[week]);
            expected += market.baseline(weeks + week);
        }
        double[] revenue = world.history().revenue();
        assertThat(revenue[weeks] + revenue[weeks + 1] + revenue[weeks + 2]).isCloseTo(expected, within(0.02));
        assertThat(world.latest()).containsExactly(0, 1e6, 0);
    }

    @Test
    void whatIsSpentLaterDoesNotChangeThePast() {
        WeeklyMarket market = WeeklyMarket.of(WeeklyConfig.of(5, 3, 0.1, Trap.LEAK));
        WeeklyWorld world = new WeeklyWorld(market);
        WeeklyHistory before = world.history();
        world.spend(new double[] {9e5, 0, 0});
        WeeklyHistory after = world.history();
        assertThat(Arrays.copyOf(after.revenue(), before.weeks())).isEqualTo(before.revenue());
        assertThat(Arrays.copyOf(after.controlValues()[2], before.weeks())).isEqualTo(before.controlValues()[2]);
    }

    @Test
    void trapsAreWhatTheySay() {
        for (int seed = 0; seed < 20; seed++) {
            WeeklyMarket noise = WeeklyMarket.of(WeeklyConfig.of(seed, 4, 0.05, Trap.NOISE));
            assertThat(noise.mediaShare()).isZero();
            assertThat(noise.mediaRevenue(new double[][] {{1e6, 1e6, 1e6, 1e6}}))
                    .isZero();
            WeeklyHistory collinear = history(WeeklyConfig.of(seed, 4, 0.05, Trap.COLLINEAR));
            assertThat(correlation(collinear.spend()[0], collinear.spend()[3])).isGreaterThan(0.99);
            WeeklyHistory constant = history(WeeklyConfig.of(seed, 4, 0.05, Trap.CONSTANT));
            assertThat(variation(constant.spend()[2])).isBetween(0.001, 0.01);
            assertThat(history(WeeklyConfig.of(seed, 4, 0.05, Trap.SHORT)).weeks())
                    .isBetween(12, 20);
            WeeklyHistory leak = history(WeeklyConfig.of(seed, 4, 0.05, Trap.LEAK));
            assertThat(leak.controls()).contains(WeeklyMarket.LEAKED_CONTROL);
            assertThat(correlation(leak.revenue(), leak.controlValues()[2])).isGreaterThan(0.99);
        }
    }

    @Test
    void impossibleMarketsAreRefusedWithEveryFault() {
        assertThatThrownBy(() -> new WeeklyConfig(1, 0, 3, 0.9, Trap.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The market can't be simulated: channels must be 1 to 20: 0; weeks must be 8 to 520: 3;"
                        + " noise must be 0 to 0.5: 0.9");
        WeeklyWorld world = new WeeklyWorld(WeeklyMarket.of(WeeklyConfig.drawn(1)));
        assertThatThrownBy(() -> world.spend(new double[] {-1, 1})).hasMessageContaining("Not spends of 2 channels");
    }

    private static WeeklyHistory history(WeeklyConfig config) {
        return new WeeklyWorld(WeeklyMarket.of(config)).history();
    }

    private static double variation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .average()
                        .orElseThrow())
                / mean;
    }

    private static double correlation(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        return xy / Math.sqrt(xx * yy);
    }
}
