package dev.sluice.acceptance;

import static org.awaitility.Awaitility.await;

import dev.sluice.app.topology.CompactedTable;
import dev.sluice.app.topology.Feeder;
import dev.sluice.app.world.EventStream;
import dev.sluice.app.world.World;
import dev.sluice.app.world.WorldConfig;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.schemas.Topic;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Objects;
import org.awaitility.core.ConditionFactory;

/** The app with a market of 60 weeks that ends twelve hours ago, a model of ROAS for all, and a response model for the first account. */
final class AdvisedShop implements AutoCloseable {
    private static final int WEEKS = 60;

    private final Instant now = Instant.now();
    private Instant fed = now.minus(Duration.ofHours(12));
    private final Installation house;
    private final Feeder feeder;
    private final EventStream events;
    /** The account with a response model. */
    final String account;

    AdvisedShop(Path directory) throws Exception {
        LocalDate start = LocalDate.ofInstant(now, ZoneOffset.UTC)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .minusWeeks(WEEKS);
        World world =
                World.of(WorldConfig.startingOn(start).withSize(2, 7 * WEEKS).withTraffic(8, 3, 20));
        house = new Installation(directory, InstantSource.system());
        feeder = Feeder.connect(house.config());
        events = world.events();
        Installation.feed(feeder, events.until(fed));
        patiently().until(house::hasReadAll);
        try (CompactedTable<BudgetRecommendation> advice =
                house.table(Topic.RECOMMENDATIONS, BudgetRecommendation.class)) {
            patiently().until(() -> advice.catchUp().size() == world.config().accounts());
            account = advice.catchUp().firstKey();
            publishModels(directory);
            patiently().until(() -> !Objects.requireNonNull(advice.catchUp().get(account))
                    .getModelSha256()
                    .isEmpty());
        }
    }

    private void publishModels(Path directory) {
        String response = directory.resolve("response.onnx").toString();
        house.train(
                "train",
                "response",
                "--topic",
                "channel-metrics",
                "--account",
                account,
                "--holdout",
                "8",
                "--out",
                response);
        house.sluice("model", "publish", response, "--account", account);
        String roas = directory.resolve("roas.onnx").toString();
        house.train(
                "train",
                "table",
                "--topic",
                "channel-metrics",
                "--date",
                "week",
                "--series",
                "account,channel",
                "--target",
                "roas",
                "--features",
                "spend_micros,channel",
                "--kind",
                "roas",
                "--learners",
                "mean,ridge",
                "--out",
                roas);
        house.sluice("model", "publish", roas);
    }

    /** Where the page is. */
    String url() {
        return house.url();
    }

    /** Lets the market go on for an hour of the twelve that are left. */
    void goOn() {
        fed = fed.plus(Duration.ofHours(1));
        Installation.feed(feeder, events.until(fed));
    }

    static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(100));
    }

    @Override
    public void close() {
        feeder.close();
        house.close();
    }
}
