package dev.sluice.app.topology;

import static dev.sluice.app.topology.RiverStory.SHOP;
import static dev.sluice.app.topology.RiverStory.order;
import static dev.sluice.app.topology.RiverStory.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.ops.ScoringMeters;
import dev.sluice.app.scoring.TinyModels;
import dev.sluice.event.ChannelScore;
import dev.sluice.event.FeatureRow;
import dev.sluice.event.Quantiles;
import dev.sluice.event.ScoreQuality;
import dev.sluice.event.ScoreStatus;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.model.FeatureCatalogue;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores and feature rows, from the events of some weeks. */
class ScoringTest {
    private static final LocalDate FIRST_MONDAY = LocalDate.parse("2026-01-05");
    private static final Instant BEGIN = Instant.parse("2026-01-05T08:00:00Z");

    @TempDir
    Path stateDir;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TinyModels shelf = new TinyModels();
    private final List<FeatureRow> features = new ArrayList<>();
    private RiverStory river;
    private int sent;
    private long revision;

    @BeforeEach
    void open() {
        river = new RiverStory(stateDir, BEGIN, shelf, new ScoringMeters(registry));
    }

    @AfterEach
    void close() {
        river.close();
        assertThat(shelf.loans()).as("models on loan").isZero();
    }

    private String today() {
        return LocalDate.ofInstant(river.now(), ZoneOffset.UTC).toString();
    }

    /** A day's trade: 100 spent, four new customers with orders of 75. */
    private void trade(double spend, int orders) {
        spend("meta", today(), spend, ++revision);
        for (int i = 0; i < orders; i++) {
            sent++;
            river.order(
                    order("o" + sent, "c" + sent, river.now().toString(), 75).setChannel("meta"));
        }
    }

    private void spend(String channel, String day, double units, long revision) {
        river.send(
                Topic.AD_SPEND,
                SHOP,
                report(channel, day, units, revision)
                        .setReportedAt(river.now().toEpochMilli())
                        .build());
    }

    /** Lives through weeks as they happen: something is sold each Tuesday and Friday. */
    private void live(int weeks) {
        for (int week = 0; week < weeks; week++) {
            river.after(Duration.ofDays(1)).scored();
            trade(100 + 10 * week, 4);
            river.after(Duration.ofDays(3)).scored();
            trade(100, 4);
            river.after(Duration.ofDays(3)).scored();
            features.addAll(river.features());
        }
    }

    /** A past that is sent all at once. */
    private void replay(int weeks) {
        for (int week = 0; week < weeks; week++) {
            LocalDate day = FIRST_MONDAY.plusWeeks(week - weeks).plusDays(2);
            spend("meta", day.toString(), 100 + 10 * week, 1);
            for (int i = 0; i < 5; i++) {
                sent++;
                river.order(
                        order("o" + sent, "c" + sent, day + "T10:00:00Z", 60).setChannel("meta"));
            }
        }
    }

    private ChannelScore score(String monday) {
        return score("meta", monday);
    }

    private ChannelScore score(String channel, String monday) {
        Map<String, ChannelScore> scores = river.scores();
        return Objects.requireNonNull(
                scores.get(SHOP + "/" + channel + "/" + monday), () -> monday + " is not among " + scores.keySet());
    }

    private static ScoreQuality quality(ChannelScore score, String kind) {
        return Objects.requireNonNull(score.getQuality().get(kind), kind);
    }

    private static double number(FeatureRow row, String name) {
        return Objects.requireNonNull(row.getNumbers().get(name), name);
    }

    private List<FeatureRow> rows(String kind, String monday) {
        return features.stream()
                .filter(row ->
                        row.getKind().equals(kind) && row.getWeek().toString().equals(monday))
                .toList();
    }

    private TinyModels models(String version) {
        return shelf.put("*", "cac", version, "cac_mean4", x -> x)
                .put("*", "roas", version, "roas_mean4", x -> x)
                .put("*", "gmv", version, "revenue_mean4", x -> x);
    }

    @Test
    void theOpenAndTheNextWeekAreScoredOnceThereAreModels() {
        models("v1");
        live(10);
        // The clock stands on Monday the 16th of March.
        assertThat(river.scores()).containsKeys(SHOP + "/meta/2026-03-16", SHOP + "/meta/2026-03-23");
        ChannelScore next = score("2026-03-23");
        // The last four weeks cost 260, 270, 280 and 290 for eight new customers each.
        assertThat(next.getCac().map(Quantiles::getP50)).contains((double) ((260 + 270 + 280 + 290) / 32f));
        assertThat(next.getRevenue().map(Quantiles::getP50)).contains(600.0);
        assertThat(next.getRoas()).isPresent();
        assertThat(next.getModelVersions()).isEqualTo(Map.of("cac", "v1", "roas", "v1", "gmv", "v1"));
        assertThat(next.getMetricsRevision()).isPositive();
        assertThat(quality(next, "cac").getStatus()).isEqualTo(ScoreStatus.OK);
        assertThat(quality(next, "cac").getMase()).isPresent();
    }

    @Test
    void scoresGoOutOnlyWhenTheyOrTheirInputsChange() {
        models("v1");
        live(3);
        river.scores();
        river.read(Topic.CHANNEL_SCORES);
        river.scored();
        assertThat(river.read(Topic.CHANNEL_SCORES)).isEmpty();
        trade(10, 1);
        river.scored();
        assertThat(river.read(Topic.CHANNEL_SCORES)).hasSize(2);
        // An hour later another share of the week has passed, which is an input.
        river.after(Duration.ofHours(1)).scored();
        assertThat(river.read(Topic.CHANNEL_SCORES)).hasSize(2);
    }

    @Test
    void aNewModelScoresFromTheNextRoundOn() {
        models("v1");
        live(2);
        assertThat(score("2026-01-19").getModelVersions().values()).containsOnly("v1");
        models("v2");
        trade(1, 1);
        river.after(Duration.ofMillis(1_100)).after(Duration.ofMillis(1_100));
        assertThat(score("2026-01-19").getModelVersions().values()).containsOnly("v2");
    }

    @Test
    void aNewModelScoresAccountsAtRestToo() {
        models("v1");
        live(2);
        assertThat(score("2026-01-19").getModelVersions().values()).containsOnly("v1");
        models("v2");
        river.after(Duration.ofMillis(1_100));
        assertThat(score("2026-01-19").getModelVersions().values()).containsOnly("v2");
    }

    @Test
    void allRowsOfARoundGoThroughAModelInOneBatch() {
        models("v1");
        for (int i = 0; i < 20; i++) {
            spend("channel" + i, today(), 10, 1);
        }
        river.after(Duration.ofSeconds(2));
        assertThat(shelf.rows()).isEqualTo(3 * 40);
        assertThat(shelf.batches()).isEqualTo(3);
    }

    @Test
    void withoutAModelThereAreFeatureRowsOnly() {
        live(10);
        assertThat(river.scores()).isEmpty();
        assertThat(features).isNotEmpty().allSatisfy(row -> {
            assertThat(row.getModelVersion()).isEmpty();
            assertThat(row.getNumbers()).hasSize(FeatureCatalogue.numbers().size());
            assertThat(row.getCategories()).isEqualTo(Map.of("channel", "meta"));
        });
        assertThat(features.stream().map(FeatureRow::getKind)).contains("cac", "roas", "gmv");
    }

    @Test
    void aWeekThatSettlesCompletesItsRowsWithWhatCameTrue() {
        models("v1");
        live(10);
        List<FeatureRow> rows = rows("cac", "2026-01-26");
        List<FeatureRow> open =
                rows.stream().filter(row -> row.getOutcome().isEmpty()).toList();
        List<FeatureRow> done =
                rows.stream().filter(row -> row.getOutcome().isPresent()).toList();
        // Known on Tuesday, Friday and the Monday after: the week before (twice, as it ended on a Monday) and its own.
        assertThat(open).isNotEmpty().hasSameSizeAs(done);
        assertThat(done).allSatisfy(row -> {
            // 130 and 100 for eight new customers.
            assertThat(row.getOutcome()).contains(230 / 8.0);
            assertThat(row.getModelVersion()).isEqualTo("v1");
        });
        assertThat(done.stream().map(row -> number(row, "horizon")).distinct()).containsExactlyInAnyOrder(0.0, 1.0);
        for (FeatureRow row : done) {
            assertThat(open).anySatisfy(before -> {
                assertThat(before.getScoredAt()).isEqualTo(row.getScoredAt());
                assertThat(before.getNumbers()).isEqualTo(row.getNumbers());
                assertThat(before.getModelVersion()).isEqualTo(row.getModelVersion());
            });
        }
        assertThat(rows("gmv", "2026-01-26"))
                .filteredOn(row -> row.getOutcome().isPresent())
                .hasSameSizeAs(done)
                .allSatisfy(row -> assertThat(row.getOutcome()).contains(600.0));
        // The week ended less than 28 days ago.
        assertThat(rows("gmv", "2026-03-02")).isNotEmpty().allSatisfy(row -> assertThat(row.getOutcome())
                .isEmpty());
    }

    @Test
    void aRowIsRememberedThreeTimesAWeekAtMostHoweverOftenItIsScored() {
        models("v1");
        live(1);
        features.clear();
        for (int hour = 0; hour < 7 * 24; hour++) {
            trade(1, 1);
            river.after(Duration.ofHours(1));
        }
        features.addAll(river.features());
        Map<String, Long> perRow = features.stream()
                .collect(Collectors.groupingBy(
                        row -> row.getKind() + row.getWeek() + number(row, "horizon"), Collectors.counting()));
        assertThat(perRow).isNotEmpty();
        assertThat(perRow.values()).allMatch(n -> n <= 4);
    }

    @Test
    void aReplayedPastGivesRowsAsTheWeekBeforeKnewThem() {
        replay(20);
        river.scored();
        features.addAll(river.features());
        List<FeatureRow> done =
                features.stream().filter(row -> row.getOutcome().isPresent()).toList();
        // 20 weeks less the four that still settle; the first one has nothing before it.
        assertThat(done.stream().map(FeatureRow::getWeek).distinct()).hasSize(15);
        // Three looks each; for the first of them nobody could look a week ahead.
        assertThat(done).hasSize((15 * 3 - 1) * 3).allSatisfy(row -> assertThat(row.getModelVersion())
                .isEmpty());
        List<FeatureRow> cac = rows("cac", FIRST_MONDAY.minusWeeks(8).toString());
        assertThat(cac).hasSize(3).allSatisfy(row -> assertThat(row.getOutcome())
                .contains(220 / 5.0));
        FeatureRow own = cac.stream()
                .filter(row -> number(row, "horizon") == 0)
                .findFirst()
                .orElseThrow();
        assertThat(number(own, "spend_lag1")).isEqualTo(210);
        assertThat(number(own, "spend_so_far")).isZero();
        assertThat(number(own, "elapsed")).isZero();
        FeatureRow first = cac.stream()
                .filter(row -> number(row, "horizon") == 1 && number(row, "elapsed") == 0)
                .findFirst()
                .orElseThrow();
        assertThat(number(first, "spend_lag1")).isEqualTo(200);
        assertThat(number(first, "spend_so_far")).isZero();
        FeatureRow ahead = cac.stream()
                .filter(row -> number(row, "horizon") == 1 && number(row, "elapsed") > 0.9)
                .findFirst()
                .orElseThrow();
        assertThat(number(ahead, "spend_lag1")).isEqualTo(200);
        assertThat(number(ahead, "spend_so_far")).isEqualTo(210);
    }

    @Test
    void aCorrectedPastRewritesTheRowsItChangesAndNoOthers() {
        replay(20);
        river.scored().features();
        LocalDate monday = FIRST_MONDAY.minusWeeks(8);
        spend("meta", monday.plusDays(2).toString(), 500, 2);
        river.scored();
        features.addAll(river.features().stream()
                .filter(row -> row.getOutcome().isPresent())
                .toList());
        assertThat(rows("cac", monday.toString())).hasSize(3).allSatisfy(row -> assertThat(row.getOutcome())
                .contains(100.0));
        assertThat(features.stream().map(FeatureRow::getWeek).distinct())
                .containsExactly(monday, monday.plusWeeks(1), monday.plusWeeks(2), monday.plusWeeks(3));
        river.scored();
        assertThat(river.features().stream().map(FeatureRow::getOutcome)).noneMatch(Optional::isPresent);
    }

    @Test
    void aChannelThatCostsNothingIsScoredForItsRevenueOnly() {
        models("v1");
        river.order(order("o1", "ann", river.now().toString(), 20).setChannel("email"));
        river.after(Duration.ofDays(7)).scored();
        ChannelScore email = score("email", "2026-01-12");
        assertThat(email.getModelVersions()).containsOnlyKeys("gmv");
        assertThat(email.getCac()).isEmpty();
    }

    @Test
    void aModelThatFailsCostsItsOwnScoresOnly() {
        models("v1")
                .put("*", "cac", "broken", "cac_lag1", x -> {
                    throw new IllegalStateException("no");
                })
                .put("*", "roas", "nan", "roas_lag1", x -> Float.NaN);
        live(2);
        ChannelScore score = score("2026-01-19");
        assertThat(score.getModelVersions()).isEqualTo(Map.of("gmv", "v1"));
        assertThat(score.getCac()).isEmpty();
        assertThat(score.getRoas()).isEmpty();
        assertThat(failures("cac", "exception")).isPositive();
        assertThat(failures("roas", "not_a_number")).isPositive();
        assertThat(river.row("meta", "2026-01-12").getOrders()).isEqualTo(8);
    }

    private double failures(String kind, String reason) {
        return registry.get("sluice.scoring.failures")
                .tag("kind", kind)
                .tag("reason", reason)
                .functionCounter()
                .count();
    }

    @Test
    void anAccountsOwnModelComesFirstAndAShadowIsJudgedWithoutBeingUsed() {
        models("v1")
                .put(SHOP, "cac", "own", "cac_mean4", x -> x)
                .putShadow("*", "cac", "shadow", "cac_lag1", x -> 2 * x);
        live(10);
        assertThat(score("2026-03-23").getModelVersions().get("cac")).isEqualTo("own");
        assertThat(mase("own")).isNotNaN();
        assertThat(mase("shadow")).isGreaterThan(1.5);
        assertThat(features.stream().map(FeatureRow::getModelVersion)).doesNotContain("shadow");
    }

    private double mase(String version) {
        return registry.get("sluice.model.mase")
                .tag("kind", "cac")
                .tag("version", version)
                .tag("channel", "meta")
                .gauge()
                .value();
    }

    @Test
    void aModelThatLosesToLastWeeksValueIsMarkedDegraded() {
        models("v1").put("*", "gmv", "bad", "revenue_lag1", x -> 3 * x);
        live(12);
        ChannelScore score = score("2026-04-06");
        assertThat(quality(score, "gmv").getStatus()).isEqualTo(ScoreStatus.DEGRADED);
        assertThat(quality(score, "gmv").getCoverage()).contains(0.0);
        assertThat(registry.get("sluice.model.degraded")
                        .tag("version", "bad")
                        .gauge()
                        .value())
                .isEqualTo(1);
        // Its interval has grown with every miss.
        Quantiles gmv = score.getRevenue().orElseThrow();
        assertThat(gmv.getP90() / gmv.getP50()).isGreaterThan(1.3);
    }
}
