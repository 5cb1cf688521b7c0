package dev.sluice.bench.swap;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.topology.InputLag;
import dev.sluice.app.topology.ReconciliationReport;
import dev.sluice.app.world.World;
import dev.sluice.bench.Bench;
import dev.sluice.bench.swap.Training.Trained;
import dev.sluice.event.ChannelScore;
import dev.sluice.event.Reconciliation;
import dev.sluice.schemas.Topic;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code sluice run} in its own process, under a steady load, while its models are swapped again and again. */
final class SwapsUnderLoad {
    private static final int WARM_UP_SECONDS = 30;
    private static final int LONGEST_SECONDS = 60;
    /** The models that take turns. */
    private static final String KIND = "roas";

    /** What the app's process held after so many swaps, in bytes; {@code heap} is alive after a collection, or 0. */
    record Memory(int swaps, long rss, long heap) {}

    /** Everything that was measured. */
    record Result(
            List<Trained> models,
            long sent,
            int missing,
            Delays quiet,
            Delays swapping,
            Delays toFirstScore,
            Delays toLastAccount,
            List<Memory> memory,
            double swaps,
            double scoringFailures,
            double refusals,
            int errorLines,
            long bookDifferenceMicros,
            int exitCode) {}

    private final World world;
    private final int swaps;
    private final int quietSeconds;
    private final double rate;
    private final HttpClient http = HttpClient.newHttpClient();

    SwapsUnderLoad(World world, int swaps, int quietSeconds, double rate) {
        this.world = world;
        this.swaps = swaps;
        this.quietSeconds = quietSeconds;
        this.rate = rate;
    }

    Result run(Bench bench, List<String> learners, Path directory) throws Exception {
        SluiceConfig config = bench.config("swaps");
        try (AppProcess app = AppProcess.start(config);
                Topics topics = new Topics(config);
                Market market = new Market(world, config)) {
            market.until(world.historyEnd());
            settle(bench, config, app);
            Training training = new Training(config, directory);
            List<Trained> models = new ArrayList<>();
            for (String learner : learners) {
                models.add(training.train(KIND, List.of(learner), KIND + "-" + learner));
            }
            return swap(config, app, topics, training, models);
        }
    }

    /** Until the history is read, and no feature row is written any more. */
    private void settle(Bench bench, SluiceConfig config, AppProcess app) throws Exception {
        double before;
        double rows = -1;
        do {
            before = rows;
            TimeUnit.SECONDS.sleep(5);
            rows = Scrape.of(http, app.url()).sum("sluice_feature_rows_total");
        } while (rows == 0 || rows > before || InputLag.of(bench.admin(), config) > 0);
    }

    private Result swap(SluiceConfig config, AppProcess app, Topics topics, Training training, List<Trained> models)
            throws Exception {
        NewVersions versions = new NewVersions(accounts(topics));
        Delays first = new Delays();
        Delays last = new Delays();
        List<Memory> memory = new ArrayList<>();
        try (Topics.Watch scores = topics.watch(Topic.CHANNEL_SCORES, ChannelScore.class, versions::saw);
                SteadyLoad load = SteadyLoad.start(config, topics, Instant.now(), rate)) {
            publish(training, versions, models.getLast());
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            Delays quiet = load.begin();
            TimeUnit.SECONDS.sleep(quietSeconds);
            load.begin();
            memory.add(new Memory(0, app.rss(), heap(app)));
            TimeUnit.SECONDS.sleep(2);
            Delays swapping = load.begin();
            for (int swap = 1; swap <= swaps; swap++) {
                long start = System.nanoTime();
                NewVersions.Seen seen = publish(training, versions, models.get((swap - 1) % models.size()));
                first.add((seen.firstNanos() - start) / 1e6);
                last.add((seen.lastNanos() - start) / 1e6);
                if (swap % 10 == 0) {
                    memory.add(new Memory(swap, app.rss(), 0));
                }
            }
            scores.check();
            load.begin();
            memory.add(new Memory(swaps, app.rss(), heap(app)));
            long sent = load.stop();
            int missing = load.missing(Duration.ofSeconds(LONGEST_SECONDS));
            Scrape metrics = Scrape.of(http, app.url());
            long difference = topics.rows(Topic.RECONCILIATION, Reconciliation.class).values().stream()
                    .mapToLong(ReconciliationReport::difference)
                    .sum();
            return new Result(
                    models,
                    sent,
                    missing,
                    quiet,
                    swapping,
                    first,
                    last,
                    memory,
                    metrics.sum("sluice_model_swaps_total"),
                    metrics.sum("sluice_scoring_failures_total") + metrics.sum("sluice_model_unscored_rows_total"),
                    metrics.sum("sluice_model_refusals_total"),
                    app.errors(),
                    difference,
                    app.stop());
        }
    }

    private static NewVersions.Seen publish(Training training, NewVersions versions, Trained model) throws Exception {
        versions.expect(model.kind(), model.version());
        training.publish(model.file());
        return versions.await(LONGEST_SECONDS);
    }

    /** Bytes alive on the app's heap. */
    private long heap(AppProcess app) throws IOException, InterruptedException {
        app.collect();
        return Math.round(Scrape.of(http, app.url()).heapBytes());
    }

    private static Set<String> accounts(Topics topics) {
        return topics.rows(Topic.RECONCILIATION, Reconciliation.class).values().stream()
                .map(Reconciliation::getAccount)
                .filter(account -> !account.startsWith(ReconciliationReport.UNATTRIBUTED))
                .collect(Collectors.toSet());
    }
}
