package dev.sluice.bench.swap;

import dev.sluice.app.command.RunningApp;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.topology.CompactedTable;
import dev.sluice.app.topology.InputLag;
import dev.sluice.app.world.World;
import dev.sluice.event.ChannelScore;
import dev.sluice.event.ChannelWeek;
import dev.sluice.schemas.Topic;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * The app in this process, living through weeks of a simulated market in minutes. The clock stops twice a day until the
 * app has read what came and has scored it in several rounds, as it would have had the time to in life.
 */
final class SettlingWeeks implements AutoCloseable {
    private static final Duration STEP = Duration.ofHours(12);
    /** A row is kept after three rounds without a change to the weeks it looks back on. */
    private static final int ROUNDS = 5;

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final SluiceConfig config;
    private final Admin admin;
    /** Where the clock stands. */
    private volatile Instant now;

    private final Topics topics;
    private final RunningApp app;
    private final Market market;
    private final HttpClient http = HttpClient.newHttpClient();

    /** Starts the app at the end of a world's history, and lets it read that. */
    SettlingWeeks(SluiceConfig config, Admin admin, World world) throws Exception {
        this.config = config;
        this.admin = admin;
        this.now = world.historyEnd();
        this.topics = new Topics(config);
        this.app = RunningApp.start(config, () -> now, true);
        this.market = new Market(world, config);
        market.until(world.historyEnd());
        rest();
        settle();
    }

    /** Waits until no feature row is written any more. */
    void settle() throws Exception {
        double rows;
        do {
            rows = scrape().sum("sluice_feature_rows_total");
            rest();
        } while (scrape().sum("sluice_feature_rows_total") > rows);
    }

    /** Lives on for so many weeks; tells the scores that stand at each stop. */
    void live(int weeks, Consumer<Stop> watcher) throws Exception {
        Instant end = now.plus(Duration.ofDays(7L * weeks));
        try (CompactedTable<ChannelScore> scores = topics.table(Topic.CHANNEL_SCORES, ChannelScore.class)) {
            while (now.isBefore(end)) {
                Instant next = now.plus(STEP);
                market.until(next);
                drain();
                now = next;
                rest();
                watcher.accept(new Stop(next, scores.catchUp()));
            }
        }
        settle();
    }

    /** A moment at which the clock stands, and the scores as they stand then. */
    record Stop(Instant at, Map<String, ChannelScore> scores) {}

    private void rest() throws Exception {
        drain();
        double enough = rounds() + ROUNDS;
        awaitTrue(() -> rounds() >= enough);
    }

    private void drain() throws Exception {
        awaitTrue(() -> InputLag.of(admin, config) == 0 && app.stream().hasPublishedAll());
    }

    private double rounds() throws Exception {
        return scrape().sum("sluice_scoring_round_seconds_count");
    }

    /** Something that is so or not yet. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private void awaitTrue(Condition condition) throws Exception {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.holds()) {
            if (app.stream().awaitEnd(Duration.ofMillis(20)) || System.nanoTime() > deadline) {
                throw new IllegalStateException("the app stopped, or was not done within " + LONGEST);
            }
        }
    }

    Scrape scrape() throws Exception {
        return Scrape.of(http, app.url().orElseThrow());
    }

    /** The channel-weeks as they stand. */
    Map<String, ChannelWeek> outcomes() {
        return topics.rows(Topic.CHANNEL_METRICS, ChannelWeek.class);
    }

    Instant now() {
        return now;
    }

    long records() {
        return market.sent();
    }

    @Override
    public void close() {
        market.close();
        app.close();
        topics.close();
        http.close();
    }
}
