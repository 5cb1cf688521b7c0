package dev.sluice.trainer.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.trainer.data.TableException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseFittingTest {
    private static final ResponseSettings QUICK = new ResponseSettings(8, 200, 2, 250, 400, 1);

    private static ResponsePosterior fit(ResponseData data) throws TableException {
        return ResponseFitting.fit(data, QUICK, (done, total) -> {});
    }

    /** Quantiles of incremental revenue over spend. */
    private static double[] roas(ResponseData data, ResponsePosterior posterior, int channel) {
        double spend = Arrays.stream(data.spend()[channel]).sum();
        double[] sorted = Arrays.stream(posterior.contributions()[channel])
                .map(sum -> sum / spend)
                .sorted()
                .toArray();
        return new double[] {sorted[sorted.length / 20], sorted[sorted.length / 2], sorted[sorted.length * 19 / 20]};
    }

    @Test
    void trueReturnsAreFoundWithinTheirIntervals() throws TableException {
        int covered = 0;
        double[] errors = new double[12];
        for (int seed = 0; seed < 4; seed++) {
            MadeMarkets.Market market = MadeMarkets.of(3, 120, 15, 1, seed);
            ResponsePosterior posterior = fit(market.data());
            for (int channel = 0; channel < 3; channel++) {
                double[] roas = roas(market.data(), posterior, channel);
                double truth = market.roas()[channel];
                covered += roas[0] <= truth && truth <= roas[2] ? 1 : 0;
                errors[3 * seed + channel] = Math.abs(roas[1] / truth - 1);
            }
        }
        Arrays.sort(errors);
        assertThat(errors[6]).as("median error of the return").isLessThan(0.15);
        assertThat(covered).as("returns within their 90 %% interval, of 12").isGreaterThanOrEqualTo(9);
    }

    @Test
    void theSameSeedGivesTheSameModelAndAnotherNearlyTheSame() throws TableException {
        ResponseData data = MadeMarkets.of(2, 104, 15, 1, 9).data();
        ResponsePosterior first = fit(data);
        ResponsePosterior again = fit(data);
        assertThat(again.contributions()).isDeepEqualTo(first.contributions());
        ResponsePosterior other =
                ResponseFitting.fit(data, new ResponseSettings(8, 200, 2, 250, 400, 2), (done, total) -> {});
        for (int channel = 0; channel < 2; channel++) {
            double mean =
                    Arrays.stream(first.contributions()[channel]).average().orElseThrow();
            double else_ =
                    Arrays.stream(other.contributions()[channel]).average().orElseThrow();
            assertThat(else_ / mean).isCloseTo(1, within(0.1));
        }
    }

    @Test
    void currencyAndSizeDoNotMatter() throws TableException {
        MadeMarkets.Market small = MadeMarkets.of(2, 104, 15, 1, 11);
        MadeMarkets.Market large = MadeMarkets.of(2, 104, 15, 1e6, 11);
        double one = roas(small.data(), fit(small.data()), 0)[1];
        double million = roas(large.data(), fit(large.data()), 0)[1];
        assertThat(million / one).isCloseTo(1, within(0.05));
    }

    @Test
    void theDrawsThatAreKeptStandForAll() throws TableException {
        ResponseData data = MadeMarkets.of(2, 104, 30, 1, 12).data();
        ResponsePosterior posterior = fit(data);
        double all = 0;
        for (double[] channel : posterior.contributions()) {
            all += Arrays.stream(channel).average().orElseThrow();
        }
        double kept = 0;
        for (ResponseModel.Draw draw : posterior.model().draws()) {
            for (int channel = 0; channel < 2; channel++) {
                ResponseModel.ChannelDraw each = draw.channels().get(channel);
                for (int week = 8; week < data.size(); week++) {
                    double adstock = 0;
                    for (int lag = 0; lag <= 8; lag++) {
                        adstock += each.carryOver()[lag] * data.spend()[channel][week - lag];
                    }
                    kept += each.effect(adstock) / posterior.model().draws().size();
                }
            }
        }
        assertThat(kept / all * data.size() / (data.size() - 8)).isCloseTo(1, within(0.02));
    }

    @Test
    void anExperimentNarrowsWhatHistoryLeavesOpen() throws TableException {
        MadeMarkets.Market market = MadeMarkets.of(2, 104, 60, 1, 13);
        double truth = 250 * Math.tanh(50 / 60.0);
        ResponseData tested =
                MadeMarkets.tested(market.data(), List.of(new LiftTest("c0", Double.NaN, 50, truth, truth / 50)));
        double[] open = roas(market.data(), fit(market.data()), 0);
        double[] narrowed = roas(tested, fit(tested), 0);
        assertThat(narrowed[2] - narrowed[0]).isLessThan((open[2] - open[0]) / 2);
        assertThat(narrowed[1] / market.roas()[0]).isCloseTo(1, within(0.1));
    }

    @Test
    void accountsThatKnowLittleLearnFromTheOthers() throws TableException {
        List<MadeMarkets.Market> markets = List.of(
                MadeMarkets.of(2, 120, 15, 1, 21),
                MadeMarkets.of(2, 120, 15, 7, 22),
                MadeMarkets.of(2, 60, 120, 3, 23));
        List<ResponsePosterior> pooled =
                PooledFitting.fit(markets.stream().map(MadeMarkets.Market::data).toList(), QUICK, (done, total) -> {});
        MadeMarkets.Market poor = markets.get(2);
        double[] alone = roas(poor.data(), fit(poor.data()), 0);
        double[] together = roas(poor.data(), pooled.get(2), 0);
        assertThat(together[2] - together[0]).isLessThan((alone[2] - alone[0]) / 1.5);
        assertThat(together[0]).isLessThan(poor.roas()[0]);
        assertThat(together[2]).isGreaterThan(poor.roas()[0]);
        double[] rich = roas(markets.get(0).data(), pooled.get(0), 0);
        assertThat(rich[1] / markets.get(0).roas()[0]).isCloseTo(1, within(0.15));
    }

    @Test
    void dataThatCannotBeFittedAreRefusedInOneSentence() {
        ResponseData few = MadeMarkets.of(1, 12, 15, 1, 1).data();
        assertThatThrownBy(() -> fit(few)).isInstanceOf(TableException.class).hasMessageContaining("12 weeks");
        ResponseData idle = MadeMarkets.of(1, 60, 15, 1, 1).data();
        Arrays.fill(idle.spend()[0], 0);
        assertThatThrownBy(() -> fit(idle)).isInstanceOf(TableException.class).hasMessageContaining("c0 has no spend");
        ResponseData flat = MadeMarkets.of(1, 60, 15, 1, 1).data();
        Arrays.fill(flat.outcome(), 7);
        assertThatThrownBy(() -> fit(flat)).isInstanceOf(TableException.class).hasMessageContaining("every week");
        ResponseData strange =
                MadeMarkets.tested(MadeMarkets.of(1, 60, 15, 1, 1).data(), List.of(new LiftTest("tv", 1, 1, 1, 1)));
        assertThatThrownBy(() -> fit(strange))
                .isInstanceOf(TableException.class)
                .hasMessageContaining("lift test of tv");
    }
}
