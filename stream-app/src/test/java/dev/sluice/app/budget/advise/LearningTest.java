package dev.sluice.app.budget.advise;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Money that is moved to learn: small, declared, and back and forth. */
final class LearningTest {
    private static Shop unsure() {
        return new Shop()
                .with("search", 28_000, 1.2, 0.02)
                .with("social", 28_000, 1.2, 0.9)
                .with("email", 28_000, 1.2, 0.02);
    }

    private static long change(Advice advice, String channel) {
        return advice.channels().stream()
                .filter(line -> line.channel().equals(channel))
                .mapToLong(line -> line.recommendedMicros() - line.currentMicros())
                .sum();
    }

    @Test
    void nothingIsSpentOnLearningUnlessThePolicySaysSo() {
        assertThat(unsure().advice().exploration()).isNull();
        assertThat(unsure().advice().decision()).isEqualTo(Decision.HOLD);
    }

    @Test
    void theChannelWithMostToLearnIsExplored() {
        Advice advice = unsure().exploring(0.02).advice();
        assertThat(advice.reason()).isEqualTo(Reason.EXPLORATION);
        assertThat(advice.exploration()).satisfies(exploration -> {
            assertThat(exploration.channel()).isEqualTo("social");
            assertThat(exploration.worth()).isPositive();
            assertThat(Math.abs(exploration.micros())).isBetween(1_670_000_000L, 1_680_000_000L);
        });
        assertThat(advice.totalMicros()).isEqualTo(84_000_000_000L);
        assertThat(advice.sentence()).contains("To learn how social responds, 1,679 EUR of it");
    }

    @Test
    void theNextWeekTakesTheOtherDirection() {
        Advice up = unsure().exploring(0.02).week(Shop.WEEK).advice();
        Advice down = unsure().exploring(0.02).week(Shop.WEEK.plusWeeks(1)).advice();
        assertThat(Long.signum(change(up, "social"))).isEqualTo(-Long.signum(change(down, "social")));
    }

    @Test
    void channelsThatMovedTogetherAreTornApart() {
        Shop shop = new Shop()
                .unidentified("tv", 9_000.55, "COLLINEAR")
                .unidentified("radio", 8_000.4, "COLLINEAR")
                .exploring(0.05);
        Advice advice = shop.advice();
        assertThat(advice.reason()).isEqualTo(Reason.EXPLORATION);
        assertThat(requireNonNull(advice.exploration()).micros()).isNotZero();
        assertThat(advice.totalMicros()).isEqualTo(17_000_000_000L);
        assertThat(shop.week(Shop.WEEK.plusWeeks(1)).advice().reason()).isEqualTo(Reason.EXPLORATION);
    }

    @Test
    void aChannelThatThePolicyNamesIsStarted() {
        Shop shop = new Shop()
                .with("search", 28_000, 1.9, 0.05)
                .with("social", 28_000, 0.7, 0.05)
                .exploring(0.01)
                .limit("podcast", null, 400, false);
        Advice even = shop.advice();
        Advice odd = shop.week(Shop.WEEK.plusWeeks(1)).advice();
        Advice start = change(even, "podcast") > 0 ? even : odd;
        Advice other = start.equals(even) ? odd : even;
        assertThat(change(start, "podcast")).isEqualTo(400_000_000);
        assertThat(requireNonNull(start.exploration()).channel()).isEqualTo("podcast");
        assertThat(start.totalMicros()).isEqualTo(56_000_000_000L);
        assertThat(change(other, "podcast")).isZero();
    }
}
