package dev.sluice.loop;

import dev.sluice.app.world.weekly.WeeklyConfig;
import dev.sluice.app.world.weekly.WeeklyHistory;
import dev.sluice.app.world.weekly.WeeklyMarket;
import dev.sluice.app.world.weekly.WeeklyWorld;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;

/** Whether learned returns on spend are the true ones: fresh markets, one fit each, compared with the truth. */
final class TruthRecovery {
    /**
     * One channel of one market.
     *
     * @param revenueShare share of the market's revenue that the channel brought
     * @param spendShare share of the media spend that went to it
     */
    record Channel(
            String name,
            String carryOver,
            String curve,
            double roas,
            RoasEstimate estimate,
            double revenueShare,
            double spendShare) {
        /** Relative error of the median draw; below 0 where it is too low. */
        double error() {
            return estimate.p50() / roas - 1;
        }

        boolean covered() {
            return estimate.p5() <= roas && roas <= estimate.p95();
        }
    }

    /** One market, and how long the fit took. */
    record Row(WeeklyConfig config, double seconds, List<Channel> channels) {}

    private final RoasModel model;

    TruthRecovery(RoasModel model) {
        this.model = model;
    }

    /**
     * Fits markets drawn from the seeds firstSeed, firstSeed + 1 ...
     *
     * @param noise shares of mean revenue that take turns; none: drawn, too
     */
    List<Row> run(long firstSeed, int worlds, List<Double> noise, int threads, BiConsumer<Integer, Integer> progress)
            throws InterruptedException {
        List<Callable<Row>> runs = LongStream.range(firstSeed, firstSeed + worlds)
                .mapToObj(seed -> config(seed, noise))
                .<Callable<Row>>map(config -> () -> row(config))
                .toList();
        return SideBySide.run(runs, threads, progress);
    }

    private static WeeklyConfig config(long seed, List<Double> noise) {
        WeeklyConfig drawn = WeeklyConfig.drawn(seed);
        return noise.isEmpty() ? drawn : drawn.withNoise(noise.get((int) Math.floorMod(seed, noise.size())));
    }

    private Row row(WeeklyConfig config) {
        WeeklyMarket market = WeeklyMarket.of(config);
        WeeklyHistory history = new WeeklyWorld(market).history();
        long started = System.nanoTime();
        List<RoasEstimate> estimates = model.fit(history, config.seed());
        double seconds = (System.nanoTime() - started) / 1e9;
        double revenue = Arrays.stream(history.revenue()).sum();
        double allSpend = Arrays.stream(history.spend())
                .mapToDouble(path -> Arrays.stream(path).sum())
                .sum();
        List<Channel> channels = new ArrayList<>();
        for (int i = 0; i < estimates.size(); i++) {
            var truth = market.channels().get(i);
            double spend = Arrays.stream(history.spend()[i]).sum();
            double roas = market.roas(i);
            channels.add(new Channel(
                    truth.name(),
                    truth.carryOver().form(),
                    truth.curve().getClass().getSimpleName(),
                    roas,
                    estimates.get(i),
                    roas * spend / revenue,
                    spend / allSpend));
        }
        return new Row(config, seconds, channels);
    }
}
