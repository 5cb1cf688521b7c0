package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.topology.CompactedTable;
import dev.sluice.app.topology.Feeder;
import dev.sluice.app.world.EventStream;
import dev.sluice.app.world.World;
import dev.sluice.app.world.WorldConfig;
import dev.sluice.event.ChannelScore;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.FeatureRow;
import dev.sluice.event.Quantiles;
import dev.sluice.event.Reconciliation;
import dev.sluice.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a model: events, feature rows, training, publication, scores; and the next model in its place, and the next. */
class FromEventsToSwapsTest {
    /** Both are Mondays. */
    private static final LocalDate START = LocalDate.parse("2025-03-03");

    private static final LocalDate TODAY = START.plusWeeks(25);
    private static final World WORLD =
            World.of(WorldConfig.startingOn(START).withSize(3, 7 * 25).withTraffic(8, 6, 20));

    /** It is Monday in every time zone. */
    private static final Instant NOON = WORLD.historyEnd().plus(Duration.ofHours(12));

    private static final int SWAPS = 20;

    /** Where the clock stands. */
    private volatile Instant now = NOON;

    @TempDir
    Path directory;

    private record Model(String version, String file) {}

    @Test
    void aModelLearnedFromTheAppsOwnRowsScoresInItAndIsSwappedWithoutLoss() throws Exception {
        try (Installation house = new Installation(directory, () -> now);
                Feeder feeder = Feeder.connect(house.config());
                CompactedTable<ChannelScore> scores = house.table(Topic.CHANNEL_SCORES, ChannelScore.class)) {
            EventStream events = WORLD.events();
            Installation.feed(feeder, events.until(NOON));
            patiently().until(house::hasReadAll);
            patiently().until(() -> settledAccounts(house) == WORLD.config().accounts());

            Model ridge = trained(house, "ridge");
            Model forest = trained(house, "forest");
            assertThat(ridge.version).isNotEqualTo(forest.version);

            house.sluice("model", "publish", ridge.file);
            patiently().until(() -> !waiting(house, ridge).isEmpty());
            Map<String, FeatureRow> rows = waiting(house, ridge);
            awaitScores(scores, rows, ridge);
            scoresAreThoseOfPredict(house, ridge, rows, scores.rows());

            for (int swap = 1; swap <= SWAPS; swap++) {
                now = NOON.plus(Duration.ofHours(2L * swap));
                Model next = swap % 2 == 1 ? forest : ridge;
                Installation.feed(feeder, events.until(now));
                house.sluice("model", "publish", next.file);
                awaitScores(scores, rows, next);
            }
            nothingIsLost(house);
        }
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(100));
    }

    /** How many accounts have rows of their last week that is FINAL: it ended 28 days ago at least. */
    private static long settledAccounts(Installation house) throws Exception {
        return house.features().stream()
                .filter(row -> row.getOutcome().isPresent() && row.getWeek().equals(TODAY.minusWeeks(5)))
                .map(FeatureRow::getAccount)
                .distinct()
                .count();
    }

    private Model trained(Installation house, String learner) {
        String file = directory.resolve(learner + ".onnx").toString();
        house.train("train", "--from-topic", "--kind", "roas", "--learners", learner, "--folds", "2", "--out", file);
        // "... is fit for use: roas, version ..., n inputs, ..."
        String said = house.sluice("model", "check", file);
        return new Model(said.replaceFirst("(?s).*version ([^,]+),.*", "$1"), file);
    }

    /** The latest rows that the model scored and whose weeks are not over, by the key of their scores. */
    private static Map<String, FeatureRow> waiting(Installation house, Model model) throws Exception {
        Map<String, FeatureRow> rows = new TreeMap<>();
        house.features().stream()
                .filter(row -> row.getKind().equals("roas")
                        && row.getModelVersion().equals(model.version)
                        && row.getOutcome().isEmpty())
                .forEach(
                        row -> rows.put(String.join("/", row.getAccount(), row.getChannel(), "" + row.getWeek()), row));
        return rows;
    }

    private static void awaitScores(CompactedTable<ChannelScore> scores, Map<String, FeatureRow> rows, Model model) {
        patiently().until(() -> {
            scores.poll(Duration.ofMillis(50));
            return rows.keySet().stream().allMatch(key -> isOf(scores.rows().get(key), model));
        });
    }

    private static boolean isOf(@Nullable ChannelScore score, Model model) {
        return score != null && model.version.equals(score.getModelVersions().get("roas"));
    }

    /** To the bit: no week was judged yet, so that nothing but the file decides. */
    private void scoresAreThoseOfPredict(
            Installation house, Model model, Map<String, FeatureRow> rows, Map<String, ChannelScore> scores)
            throws IOException {
        assertThat(rows.values().stream().map(FeatureRow::getAccount).distinct())
                .hasSize(WORLD.config().accounts());
        assertThat(rows.values().stream().map(FeatureRow::getWeek).distinct())
                .containsExactlyInAnyOrder(TODAY, TODAY.plusWeeks(1));
        Path data = Files.write(directory.resolve("rows.csv"), csv(rows.values()));
        Path predicted = directory.resolve("predicted.csv");
        house.sluice("model", "predict", model.file, "--data", data.toString(), "--out", predicted.toString());
        List<String> lines = Files.readAllLines(predicted).stream().skip(1).toList();
        Map<String, Quantiles> expected = new TreeMap<>();
        Map<String, Quantiles> found = new TreeMap<>();
        int at = 0;
        for (String key : rows.keySet()) {
            String[] cells = lines.get(at++).split(",");
            expected.put(key, new Quantiles(last(cells, 3), last(cells, 2), last(cells, 1)));
            found.put(
                    key, Objects.requireNonNull(scores.get(key), key).getRoas().orElseThrow());
        }
        assertThat(found).isEqualTo(expected);
    }

    private static double last(String[] cells, int back) {
        return Float.parseFloat(cells[cells.length - back]);
    }

    private static List<String> csv(Iterable<FeatureRow> rows) {
        List<String> lines = new ArrayList<>();
        for (FeatureRow row : rows) {
            List<String> names = row.getNumbers().keySet().stream().sorted().toList();
            if (lines.isEmpty()) {
                lines.add("channel," + String.join(",", names));
            }
            lines.add(Stream.concat(
                            Stream.of(Objects.requireNonNull(row.getCategories().get("channel"))),
                            names.stream()
                                    .map(name -> row.getNumbers().get(name))
                                    .map(number -> number == null ? "" : number.toString()))
                    .collect(Collectors.joining(",")));
        }
        return lines;
    }

    private void nothingIsLost(Installation house) throws Exception {
        patiently().until(house::hasReadAll);
        var truth = WORLD.truth(now);
        WorldTruth.holdsFor(house.rows(Topic.CHANNEL_METRICS, ChannelWeek.class).values(), truth);
        WorldTruth.booksBalance(
                house.rows(Topic.RECONCILIATION, Reconciliation.class).values(), truth);
        String metrics = house.scrape();
        assertThat(metrics.lines()).contains("sluice_model_swaps_total{kind=\"roas\"} " + (double) SWAPS);
        assertThat(metrics.lines()
                        .filter(line -> line.matches(
                                "sluice_(scoring_failures|model_refusals|model_unscored_rows)_total.* (?!0\\.0$).*")))
                .isEmpty();
    }
}
