package dev.sluice.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.app.world.weekly.WeeklyConfig;
import dev.sluice.app.world.weekly.WeeklyMarket;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TruthRecoveryTest {
    @Test
    void errorsAndCoverageAreThoseOfTheEstimates() throws InterruptedException {
        RoasModel tenPercentTooHigh = (history, seed) -> {
            WeeklyMarket market = WeeklyMarket.of(WeeklyConfig.drawn(seed));
            return IntStream.range(0, history.channels().size())
                    .mapToObj(channel -> estimate(1.1 * market.roas(channel), channel % 2 == 0 ? 0.2 : 0.05))
                    .toList();
        };
        List<TruthRecovery.Row> rows =
                new TruthRecovery(tenPercentTooHigh).run(3, 5, List.of(), 2, (done, total) -> {});
        assertThat(rows).extracting(row -> row.config().seed()).containsExactly(3L, 4L, 5L, 6L, 7L);
        for (TruthRecovery.Row row : rows) {
            double spendShares = 0;
            for (int i = 0; i < row.channels().size(); i++) {
                TruthRecovery.Channel channel = row.channels().get(i);
                assertThat(channel.error()).isCloseTo(0.1, within(1e-9));
                assertThat(channel.covered()).isEqualTo(i % 2 == 0);
                spendShares += channel.spendShare();
            }
            assertThat(spendShares).isCloseTo(1, within(1e-9));
        }
        assertThat(printed(rows)).contains("all ").contains("10.0%").contains("5 worlds");
    }

    private static RoasEstimate estimate(double median, double halfWidth) {
        return new RoasEstimate(median * (1 - halfWidth), median, median * (1 + halfWidth));
    }

    private static String printed(List<TruthRecovery.Row> rows) {
        StringWriter text = new StringWriter();
        new RecoveryTable(new PrintWriter(text)).print(rows, true);
        return text.toString();
    }

    @Test
    void theFittedModelFindsTheReturnsOfAnEasyMarket() throws InterruptedException {
        // Two channels, noise of 2 %: nothing should be far off.
        List<TruthRecovery.Row> rows =
                new TruthRecovery(new FittedRoas()).run(14, 1, List.of(), 1, (done, total) -> {});
        assertThat(rows.getFirst().config().noiseShare()).isEqualTo(0.02);
        assertThat(rows.getFirst().channels())
                .allSatisfy(channel -> assertThat(Math.abs(channel.error())).isLessThan(0.25));
    }
}
