package dev.sluice.app.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.ops.AccountMeters.Figures;
import dev.sluice.app.ops.AccountMeters.Prediction;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountMetersTest {
    private static final int MONDAY =
            Math.toIntExact(LocalDate.parse("2026-03-02").toEpochDay());

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AccountMeters meters = new AccountMeters(registry);

    @Test
    void weeksAreCountedBackFromTheAccountsNewest() {
        meters.week("0_0", "acme", MONDAY, Map.of("meta", new Figures(5_000_000, 20_000_000, 4, 3)));
        assertThat(week("spend", 0)).isEqualTo(5);
        assertThat(week("revenue", 0)).isEqualTo(20);
        assertThat(week("orders", 0)).isEqualTo(4);
        assertThat(week("new.customers", 0)).isEqualTo(3);

        meters.week("0_0", "acme", MONDAY + 7, Map.of("meta", new Figures(6_000_000, 0, 0, 0)));
        assertThat(week("spend", 0)).isEqualTo(6);
        assertThat(week("spend", 1)).isEqualTo(5);

        meters.week("0_0", "acme", MONDAY + 21, Map.of("email", new Figures(0, 1, 1, 1)));
        assertThat(week("spend", 0)).isZero();
        assertThat(week("spend", 2)).isEqualTo(6);
    }

    @Test
    void aWeekThatIsEmptyNowIsNoLongerTheNewest() {
        meters.week("0_0", "acme", MONDAY, Map.of("meta", new Figures(5_000_000, 0, 0, 0)));
        meters.week("0_0", "acme", MONDAY + 7, Map.of("meta", new Figures(6_000_000, 0, 0, 0)));
        meters.week("0_0", "acme", MONDAY + 7, Map.of());
        assertThat(week("spend", 0)).isEqualTo(5);
    }

    @Test
    void whatWasPredictedForAWeekStaysWithItWhenItIsOver() {
        meters.week("0_0", "acme", MONDAY, Map.of("meta", new Figures(1, 1, 1, 1)));
        meters.predictedRoas("acme", "meta", MONDAY, new Prediction(1, 2, 3));
        meters.predictedRoas("acme", "meta", MONDAY + 7, new Prediction(4, 5, 6));
        assertThat(predicted("p10", 0)).isEqualTo(1);
        assertThat(predicted("p90", 1)).isNaN();

        meters.week("0_0", "acme", MONDAY + 7, Map.of("meta", new Figures(1, 1, 1, 1)));
        assertThat(predicted("p50", 0)).isEqualTo(5);
        assertThat(predicted("p90", 1)).isEqualTo(3);
    }

    @Test
    void aFeedHasSpokenWhenItHasMoreEventsThanAtTheTakeOver() {
        meters.takenOver("0_0", "acme", "orders", 7);
        meters.received("0_0", "acme", "orders", 7, 1_000);
        assertThat(registry.find("sluice.feed.newest.timestamp.seconds").gauges())
                .isEmpty();
        meters.received("0_0", "acme", "orders", 8, 2_000);
        meters.received("0_0", "acme", "orders", 8, 3_000);
        assertThat(registry.get("sluice.feed.newest.timestamp.seconds")
                        .tags("account", "acme", "topic", "orders")
                        .gauge()
                        .value())
                .isEqualTo(2);
    }

    @Test
    void aTaskThatLeavesTakesItsAccountsAlong() {
        meters.week("0_0", "acme", MONDAY, Map.of("meta", new Figures(1, 1, 1, 1)));
        meters.week("0_1", "other", MONDAY, Map.of("meta", new Figures(1, 1, 1, 1)));
        meters.taskClosed("0_0");
        assertThat(registry.find("sluice.week.spend").gauges()).isNotEmpty().allMatch(gauge -> "other"
                .equals(gauge.getId().getTag("account")));
    }

    @Test
    void accountsBeyondTheLimitAreCountedAndHaveNoSeries() {
        for (int i = 0; i < AccountMeters.MOST_ACCOUNTS + 2; i++) {
            meters.week("0_" + i % 2, "account-" + i, MONDAY, Map.of("meta", new Figures(1, 1, 1, 1)));
        }
        Gauge unmetered = registry.get("sluice.accounts.unmetered").gauge();
        assertThat(unmetered.value()).isEqualTo(2);
        assertThat(registry.find("sluice.week.spend").gauges()).hasSize(3 * AccountMeters.MOST_ACCOUNTS);

        meters.taskClosed("0_0");
        meters.week("0_1", "account-201", MONDAY, Map.of("meta", new Figures(1, 1, 1, 1)));
        assertThat(unmetered.value()).isZero();
    }

    private double week(String figure, int weeksAgo) {
        return registry.get("sluice.week." + figure)
                .tags("account", "acme", "channel", "meta", "weeks_ago", Integer.toString(weeksAgo))
                .gauge()
                .value();
    }

    private double predicted(String bound, int weeksAgo) {
        return registry.get("sluice.predicted.roas")
                .tags("account", "acme", "channel", "meta", "weeks_ago", Integer.toString(weeksAgo), "bound", bound)
                .gauge()
                .value();
    }
}
