package dev.sluice.app.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.app.board.Histories;
import dev.sluice.app.domain.AccountWeeks;
import dev.sluice.schemas.model.FeatureCatalogue;
import dev.sluice.schemas.model.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeaturesTest {
    private static final AccountWeeks UTC = new AccountWeeks(ZoneOffset.UTC);
    /** A Wednesday, half past noon: 60 whole hours into the week. */
    private static final String NOW = "2026-03-18T12:30:00Z";

    /** Ten weeks of meta up to the open one, each a tenth dearer than the one before, and three of email. */
    private static Histories shop(double scale) {
        Histories shop = new Histories();
        LocalDate monday = LocalDate.parse("2026-01-12");
        for (int i = 0; i < 9; i++) {
            double spend = scale * (100 + 10 * i);
            shop.week("" + monday.plusWeeks(i), "meta", spend, 4 * spend, 20, 10);
        }
        for (int i = 6; i < 9; i++) {
            shop.week("" + monday.plusWeeks(i), "email", 0, scale * 50, 5, 1);
        }
        return shop.week("2026-03-16", "meta", scale * 60, scale * 300, 6, 3);
    }

    private static FeatureVector row(Histories shop, String moment, String channel, int horizon) {
        return rows(shop, moment).stream()
                .filter(row -> row.channel().equals(channel) && row.horizon() == horizon)
                .findFirst()
                .orElseThrow();
    }

    private static List<FeatureVector> rows(Histories shop, String moment) {
        return Features.at(shop.history(), UTC, false, Instant.parse(moment).toEpochMilli());
    }

    private static @Nullable Double number(FeatureVector row, String name) {
        assertThat(FeatureCatalogue.numbers())
                .extracting(FeatureCatalogue.Feature::name)
                .contains(name);
        return row.byName().get(name);
    }

    @Test
    void lagsAreTheLastCompleteWeeksAndTheOpenWeekIsSoFar() {
        FeatureVector row = row(shop(1), NOW, "meta", 0);
        assertThat(LocalDate.ofEpochDay(row.week())).isEqualTo("2026-03-16");
        assertThat(number(row, "spend_lag1")).isEqualTo(180);
        assertThat(number(row, "spend_lag4")).isEqualTo(150);
        assertThat(number(row, "cac_lag1")).isEqualTo(18);
        assertThat(number(row, "roas_lag1")).isEqualTo(4);
        assertThat(number(row, "aov_lag2")).isEqualTo(4 * 170 / 20.0);
        assertThat(number(row, "cvr_lag1")).isCloseTo(0.1, within(1e-7));
        assertThat(number(row, "cpc_lag1")).isCloseTo(180 / 200.0, within(1e-7));
        assertThat(number(row, "spend_mean4")).isEqualTo(165);
        assertThat(number(row, "spend_mean8")).isEqualTo(145);
        assertThat(number(row, "spend_sd4")).isCloseTo(Math.sqrt(500 / 3.0), within(1e-5));
        assertThat(number(row, "spend_trend8")).isCloseTo(10 / 145.0, within(1e-7));
        assertThat(number(row, "spend_so_far")).isEqualTo(60);
        assertThat(number(row, "roas_so_far")).isEqualTo(5);
        assertThat(number(row, "elapsed")).isCloseTo(60 / 168.0, within(1e-7));
        assertThat(number(row, "planned_spend")).isCloseTo(60 * 168 / 60.0, within(1e-4));
        assertThat(number(row, "history_weeks")).isEqualTo(8);
        assertThat(number(row, "account_revenue_lag1")).isEqualTo(720 + 50);
        assertThat(number(row, "revenue_share_lag1")).isCloseTo(720 / 770.0, within(1e-7));
        assertThat(number(row, "spend_share_lag1")).isEqualTo(1);
    }

    @Test
    void theNextWeeksRowKnowsTheSameAndAimsAWeekFurther() {
        FeatureVector open = row(shop(1), NOW, "meta", 0);
        FeatureVector next = row(shop(1), NOW, "meta", 1);
        assertThat(next.week()).isEqualTo(open.week() + 7);
        Set<String> differing = new HashSet<>();
        for (FeatureCatalogue.Feature feature : FeatureCatalogue.numbers()) {
            Double a = number(open, feature.name());
            Double b = number(next, feature.name());
            if (a == null ? b != null : !a.equals(b)) {
                differing.add(feature.name());
            }
        }
        assertThat(differing).containsExactlyInAnyOrder("horizon", "week_sin1", "week_cos1", "week_sin2", "week_cos2");
    }

    @Test
    void aTargetWeeksOwnTotalsDontReachItsRow() {
        // Dated ahead, or known because the past is looked at: the row of that week must not tell.
        Histories peeking = shop(1).week("2026-03-23", "meta", 9_999, 1, 1, 1).week("2026-03-23", "tiktok", 1, 1, 1, 1);
        assertThat(rows(peeking, NOW)).extracting(FeatureVector::channel).doesNotContain("tiktok");
        for (int horizon : new int[] {0, 1}) {
            assertThat(row(peeking, NOW, "meta", horizon).numbers())
                    .containsExactly(row(shop(1), NOW, "meta", horizon).numbers());
        }
    }

    @Test
    void ofTheOpenWeekOnlyTheSoFarFiguresAndThePlanTell() {
        Histories more = shop(1).week("2026-03-16", "meta", 120, 800, 16, 5);
        FeatureVector a = row(shop(1), NOW, "meta", 1);
        FeatureVector b = row(more, NOW, "meta", 1);
        for (FeatureCatalogue.Feature feature : FeatureCatalogue.numbers()) {
            if (!feature.name().endsWith("_so_far") && !feature.name().startsWith("planned_")) {
                assertThat(number(b, feature.name())).as(feature.name()).isEqualTo(number(a, feature.name()));
            }
        }
    }

    @Test
    void weeksBeforeTheChannelBeganAreMissingAndQuietWeeksSinceAreZero() {
        FeatureVector email = row(shop(1), NOW, "email", 0);
        assertThat(number(email, "history_weeks")).isEqualTo(3);
        assertThat(number(email, "revenue_lag3")).isEqualTo(50);
        assertThat(number(email, "revenue_lag4")).isNull();
        assertThat(number(email, "cac_lag1")).isNull();
        assertThat(number(email, "roas_mean8")).isNull();
        assertThat(email.paid()).isFalse();
        FeatureVector gone = row(shop(1), "2026-03-30T00:00:00Z", "email", 0);
        assertThat(number(gone, "revenue_lag1")).isEqualTo(0);
        assertThat(number(gone, "aov_lag1")).isNull();
        assertThat(number(gone, "revenue_lag3")).isEqualTo(50);
    }

    @Test
    void ratiosAreTheSameForAnAccountTenTimesAsLarge() {
        FeatureVector small = row(shop(1), NOW, "meta", 0);
        FeatureVector large = row(shop(10), NOW, "meta", 0);
        int ratios = 0;
        for (FeatureCatalogue.Feature feature : FeatureCatalogue.numbers()) {
            Double value = number(small, feature.name());
            if (value != null && feature.unit().startsWith("ratio")) {
                assertThat(number(large, feature.name())).as(feature.name()).isCloseTo(value, within(1e-5));
                ratios++;
            }
        }
        assertThat(ratios).isGreaterThan(30);
        assertThat(number(large, "spend_lag1")).isEqualTo(1800);
    }

    @Test
    void aChannelWithoutEventsForEightWeeksHasNoRows() {
        assertThat(rows(shop(1), "2026-05-04T00:00:00Z"))
                .extracting(FeatureVector::channel)
                .contains("email");
        assertThat(rows(shop(1), "2026-05-11T00:00:00Z"))
                .extracting(FeatureVector::channel)
                .containsOnly("meta");
        assertThat(rows(shop(1), "2026-05-18T00:00:00Z")).isEmpty();
    }

    @Test
    void theOpenWeekIsTheAccountsNotTheServers() {
        AccountWeeks auckland = new AccountWeeks(ZoneId.of("Pacific/Auckland"));
        long sundayNoon = Instant.parse("2026-03-22T12:30:00Z").toEpochMilli();
        assertThat(Features.at(shop(1).history(), auckland, false, sundayNoon)
                        .getFirst()
                        .week())
                .isEqualTo((int) LocalDate.parse("2026-03-23").toEpochDay());
    }

    @Test
    void newCustomersOfAnAccountThatCountsByPlatformAreUnknown() {
        FeatureVector row = Features.at(
                        shop(1).history(), UTC, true, Instant.parse(NOW).toEpochMilli())
                .getFirst();
        assertThat(number(row, "new_customers_lag1")).isNull();
        assertThat(number(row, "cac_lag1")).isNull();
    }

    @Test
    void namesAreUniqueAndTheTableHasThemAll() {
        List<String> names = FeatureCatalogue.numbers().stream()
                .map(FeatureCatalogue.Feature::name)
                .toList();
        assertThat(names).doesNotHaveDuplicates().hasSize(FeatureCatalogue.size());
        names.forEach(name -> assertThat(FeatureCatalogue.table()).contains("| `" + name + "` | number |"));
        for (Figure figure : Figure.values()) {
            assertThat(FeatureCatalogue.place(figure.stem() + "_lag1")).isEqualTo(FeatureCatalogue.lag(figure, 1));
            assertThat(FeatureCatalogue.place(figure.stem() + "_rel")).isEqualTo(FeatureCatalogue.lag(figure, 10));
        }
    }

    @Test
    void everythingThatARowHoldsIsDescribed() {
        FeatureVector row = rows(shop(9), NOW).getFirst();
        assertThat(row.named().keySet())
                .containsExactlyElementsOf(FeatureCatalogue.numbers().stream()
                        .map(FeatureCatalogue.Feature::name)
                        .toList());
        Stream.concat(row.named().keySet().stream(), row.categories().keySet().stream())
                .forEach(name -> assertThat(FeatureCatalogue.named(name)).hasValueSatisfying(feature -> {
                    assertThat(feature.name()).isEqualTo(name);
                    assertThat(feature.unit()).isNotBlank();
                    assertThat(feature.meaning()).endsWith(".");
                }));
        assertThat(FeatureCatalogue.named("spend_lag9")).isEmpty();
    }

    @Test
    void theFeaturesPageHoldsTheTable() throws IOException {
        Path page = Path.of(System.getProperty("sluice.root", ".."), "docs/features.md");
        String wanted =
                "# Features\n\nWhat the app feeds to models of kind `cac`, `roas` and `gmv`, and writes to `features`.\n\n"
                        + FeatureCatalogue.table();
        if (Boolean.getBoolean("sluice.docs.write")) {
            Files.writeString(page, wanted);
        }
        assertThat(page)
                .as("docs/features.md; renew it with -Dtest=FeaturesTest -Dsluice.docs.write=true")
                .hasContent(wanted);
    }

    @Test
    void whatARecordSaysFeedsTheSameBitsAsWhatWasScored() {
        Random random = new Random(11);
        float[] numbers = new float[FeatureCatalogue.size()];
        for (int round = 0; round < 200; round++) {
            for (int i = 0; i < numbers.length; i++) {
                float any = Float.intBitsToFloat(random.nextInt());
                numbers[i] = Float.isInfinite(any) ? Float.NaN : any;
            }
            FeatureVector row = new FeatureVector("meta", 0, 0, true, numbers);
            row.named().forEach((name, written) -> {
                Double scored = row.byName().get(name);
                assertThat(written == null).isEqualTo(scored == null);
                if (written != null && scored != null) {
                    assertThat(written.floatValue()).isEqualTo(scored.floatValue());
                }
            });
        }
    }
}
