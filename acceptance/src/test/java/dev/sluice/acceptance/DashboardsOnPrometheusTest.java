package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.app.topology.Feeder;
import dev.sluice.app.world.EventStream;
import dev.sluice.app.world.World;
import dev.sluice.app.world.WorldConfig;
import dev.sluice.app.world.WorldEvent;
import dev.sluice.event.FeatureRow;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every panel of every dashboard shows something, and no alert fires, where all is well: a market, the app with models
 * that have been judged, and a real Prometheus.
 */
class DashboardsOnPrometheusTest {
    /** A week is FINAL 28 days after its end; so many weeks pass from a model's publication to judgements of it. */
    private static final int JUDGED = 6;

    private static final int HISTORY = 24;
    private static final Instant TODAY = Instant.now();
    private static final LocalDate MONDAY =
            LocalDate.ofInstant(TODAY, ZoneOffset.UTC).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    private static final LocalDate START = MONDAY.minusWeeks(HISTORY + JUDGED);
    private static final World WORLD = World.of(
            WorldConfig.startingOn(START).withSize(2, 7 * (HISTORY + JUDGED)).withTraffic(8, 3, 20));

    /** So many events come while Prometheus looks on. */
    private static final int KEPT_BACK_DAYS = 2;

    private volatile Instant now = noonOf(MONDAY.minusWeeks(JUDGED));

    @TempDir
    Path directory;

    @Test
    void everyPanelHasDataAndNoAlertStirsInAHealthyHouse() throws Exception {
        Tool prometheus = Tool.required("prometheus", "prometheus");
        try (Installation house = new Installation(directory, () -> now);
                Feeder feeder = Feeder.connect(house.config())) {
            EventStream events = WORLD.events();
            Installation.feed(feeder, events.until(now));
            patiently().until(house::hasReadAll);
            patiently().until(() -> settled(house));
            publishModel(house);
            for (int week = JUDGED - 1; week >= 0; week--) {
                now = week == 0 ? TODAY.minus(Duration.ofDays(KEPT_BACK_DAYS)) : noonOf(MONDAY.minusWeeks(week));
                Installation.feed(feeder, events.until(now));
                patiently().until(house::hasReadAll);
                LocalDate open = LocalDate.ofInstant(now, ZoneOffset.UTC)
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                patiently().until(() -> isScored(house, open));
            }
            now = TODAY;
            patiently().until(() -> house.scrape().contains("sluice_model_mae{"));
            try (PrometheusServer server = PrometheusServer.start(prometheus, directory, URI.create(house.url()))) {
                patiently().until(server::isReady);
                watch(server, feeder, events.until(now));
            }
        }
    }

    /** Events arrive while it looks on, so that rates and latencies are not of nothing. */
    private static void watch(PrometheusServer server, Feeder feeder, Iterator<WorldEvent> events) throws Exception {
        Set<String> empty = queries();
        assertThat(empty).hasSizeGreaterThan(60);
        patiently().pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            feedSome(feeder, events);
            for (String query : Set.copyOf(empty)) {
                if (server.hasNumber(query)) {
                    empty.remove(query);
                }
            }
            assertThat(empty).as("queries without data").isEmpty();
        });
        // An alert that waits for its time to pass counts, too.
        patiently().untilAsserted(() -> assertThat(server.query("ALERTS")).isEmpty());
    }

    private static void feedSome(Feeder feeder, Iterator<WorldEvent> events) {
        for (int n = 0; n < 3 && events.hasNext(); n++) {
            WorldEvent event = events.next();
            if (event.value() != null) {
                feeder.send(event.topic(), event.key(), event.value(), TODAY.toEpochMilli());
            }
        }
        feeder.flush();
    }

    private static Set<String> queries() throws Exception {
        Set<String> queries = new TreeSet<>();
        for (JsonNode dashboard : RepositoryFiles.dashboards()) {
            for (String expr : dashboard.get("panels").findValuesAsText("expr")) {
                queries.add(expr.replace("$__rate_interval", "30s")
                        .replace("$job", ".*")
                        .replace("$account", ".*"));
            }
        }
        return queries;
    }

    private static boolean settled(Installation house) throws Exception {
        return house.features().stream()
                        .filter(row ->
                                row.getOutcome().isPresent() && row.getWeek().equals(MONDAY.minusWeeks(JUDGED + 5)))
                        .map(FeatureRow::getAccount)
                        .distinct()
                        .count()
                == WORLD.config().accounts();
    }

    private void publishModel(Installation house) {
        String file = directory.resolve("roas.onnx").toString();
        house.train("train", "--from-topic", "--kind", "roas", "--learners", "ridge", "--folds", "2", "--out", file);
        house.sluice("model", "publish", file);
    }

    private static boolean isScored(Installation house, LocalDate week) throws Exception {
        return house.features().stream()
                .anyMatch(row -> row.getWeek().equals(week)
                        && row.getKind().equals("roas")
                        && !row.getModelVersion().isEmpty());
    }

    private static Instant noonOf(LocalDate day) {
        return day.atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(100));
    }
}
