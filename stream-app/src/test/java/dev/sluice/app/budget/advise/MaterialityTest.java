package dev.sluice.app.budget.advise;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.model.ModelCard.Trust;
import org.junit.jupiter.api.Test;

/** When new advice replaces the one that stands. */
final class MaterialityTest {
    private final Materiality materiality = new Materiality(AdviceSettings.defaults());

    private static Shop shop(double search) {
        return new Shop().with("search", search, 1.9, 0.05).with("social", 28_000, 0.7, 0.05);
    }

    private boolean publish(Shop standing, Shop fresh) {
        return materiality.publish(standing.advice(), fresh.advice(), fresh.request());
    }

    @Test
    void theFirstAdviceIsPublished() {
        assertThat(materiality.publish(null, shop(28_000).advice(), shop(28_000).request()))
                .isTrue();
    }

    @Test
    void theSameAdviceIsNotPublishedTwice() {
        assertThat(publish(shop(28_000), shop(28_000))).isFalse();
    }

    @Test
    void aLittleSpendMoreIsNoNews() {
        Shop standing = shop(28_000);
        Shop fresh = shop(28_300);
        assertThat(fresh.advice().channels()).isNotEqualTo(standing.advice().channels());
        assertThat(publish(standing, fresh)).isFalse();
    }

    @Test
    void anotherBudgetIsNews() {
        assertThat(publish(shop(28_000), shop(33_000))).isTrue();
    }

    @Test
    void muchMoreToGainIsNews() {
        assertThat(publish(shop(20_000).budget(48_000), shop(24_000).budget(48_000)))
                .isTrue();
    }

    @Test
    void anotherWeekPolicyModelOrDecisionIsNews() {
        assertThat(publish(shop(28_000), shop(28_000).week(Shop.WEEK.plusWeeks(1))))
                .isTrue();
        assertThat(publish(shop(28_000), shop(28_000).exploring(0)))
                .as("revision 3 after 0")
                .isTrue();
        assertThat(publish(shop(28_000), shop(28_000).trust(Trust.NO_BETTER_THAN_BASELINE)))
                .isTrue();
        assertThat(publish(shop(28_000).age(20), shop(28_000))).isTrue();
    }

    @Test
    void anotherReasonToHoldIsNewsAndOtherFiguresAreNot() {
        assertThat(publish(shop(28_000).age(20), shop(28_000).age(21))).isFalse();
        assertThat(publish(shop(28_000).age(20), shop(28_000).weeks(3))).isTrue();
    }

    @Test
    void adviceThatIsAlmostCredibleStands() {
        Advice standing = pair(1.39).advice();
        assertThat(requireNonNull(standing.gain()).positive()).isBetween(0.8, 0.85);
        Shop doubtful = pair(1.35);
        assertThat(doubtful.advice().reason()).isEqualTo(Reason.UPLIFT_WITHIN_NOISE);
        assertThat(materiality.publish(standing, doubtful.advice(), doubtful.request()))
                .isFalse();
        Shop refuted = pair(1.1);
        assertThat(materiality.publish(standing, refuted.advice(), refuted.request()))
                .isTrue();
    }

    private static Shop pair(double slope) {
        return new Shop().with("search", 28_000, slope, 0.3).with("social", 28_000, 1.0, 0.05);
    }
}
