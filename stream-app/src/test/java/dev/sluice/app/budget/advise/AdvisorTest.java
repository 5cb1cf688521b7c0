package dev.sluice.app.budget.advise;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.event.Objective;
import dev.sluice.schemas.model.ModelCard.Trust;
import org.junit.jupiter.api.Test;

/** What an account is advised, and what it is told. */
final class AdvisorTest {
    private static final AdviceSettings SETTINGS = AdviceSettings.defaults();

    private static Shop clear() {
        return new Shop().with("search", 28_000, 1.9, 0.05).with("social", 28_000, 0.7, 0.05);
    }

    private static long micros(Advice advice, String channel) {
        return of(advice, channel).recommendedMicros();
    }

    private static ChannelAdvice of(Advice advice, String channel) {
        return advice.channels().stream()
                .filter(line -> line.channel().equals(channel))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void moneyGoesToWhereTheNextUnitBringsMore() {
        Advice advice = clear().advice();
        assertThat(advice.reason()).isEqualTo(Reason.CREDIBLE_UPLIFT);
        assertThat(micros(advice, "search")).isEqualTo(32_200_000_000L);
        assertThat(micros(advice, "social")).isEqualTo(23_800_000_000L);
        assertThat(advice.totalMicros()).isEqualTo(56_000_000_000L);
        assertThat(advice.uplift()).satisfies(uplift -> {
            assertThat(uplift.p5()).isPositive();
            assertThat(uplift.p10()).isLessThan(uplift.p50()).isLessThan(uplift.mean());
            assertThat(uplift.positive()).isEqualTo(1);
        });
    }

    @Test
    void aSentenceAChannelSaysWhatItsMoneyBrings() {
        Advice advice = clear().advice();
        assertThat(advice.sentence())
                .startsWith("Moving 4,200 EUR from social and putting 4,200 EUR into search is expected to bring 4,")
                .contains(" EUR of revenue more a week (80 % interval ")
                .endsWith("the probability of a gain is over 99 %.");
        assertThat(of(advice, "search").why())
                .startsWith("search is at 1.9")
                .contains("mROAS (80 % interval 1.")
                .contains("4,200 EUR more a week, to 32,200 EUR")
                .endsWith("as far as the weekly shift of 15 % lets it.");
        assertThat(of(advice, "social").why())
                .startsWith("social is at 0.70 mROAS")
                .contains("4,200 EUR less a week");
        assertThat(of(advice, "search").binding()).containsExactly("weekly shift of 15 %");
    }

    @Test
    void theSameRequestGivesTheSameAdvice() {
        assertThat(clear().advice()).isEqualTo(clear().advice());
    }

    @Test
    void whatTheOptimumCouldBeIsCertified() {
        assertThat(clear().advice().certificate())
                .satisfies(certificate -> assertThat(certificate.upperBound() - certificate.value())
                        .isBetween(0.0, 1e-4 * certificate.value()));
    }

    @Test
    void anUpliftWithinTheNoiseHolds() {
        Advice advice = new Shop()
                .with("search", 28_000, 1.2, 0.9)
                .with("social", 28_000, 1.0, 0.9)
                .advice();
        assertThat(advice.reason()).isEqualTo(Reason.UPLIFT_WITHIN_NOISE);
        assertThat(advice.sentence()).contains("the probability of a gain is ").contains("where 80 % is asked for");
        assertThat(advice.channels()).allMatch(line -> line.recommendedMicros() == line.currentMicros());
    }

    @Test
    void equalChannelsHaveNothingToGain() {
        Advice advice = new Shop()
                .with("search", 28_000, 1.2, 0.01)
                .with("social", 28_000, 1.2, 0.01)
                .advice();
        assertThat(advice.reason()).isEqualTo(Reason.NOTHING_TO_GAIN);
    }

    @Test
    void basicDoubtsComeFirst() {
        Advisor advisor = new Advisor(SETTINGS);
        assertThat(advisor.advise(clear().withoutModel()).reason()).isEqualTo(Reason.NO_MODEL);
        assertThat(advisor.advise(clear().request(Outcome.CUSTOMERS)).reason()).isEqualTo(Reason.NO_MODEL);
        assertThat(clear().weeks(51).advice().reason()).isEqualTo(Reason.SHORT_HISTORY);
        assertThat(clear().age(15).advice().reason()).isEqualTo(Reason.STALE_DATA);
        assertThat(clear().trust(Trust.NO_BETTER_THAN_BASELINE).advice().reason())
                .isEqualTo(Reason.WEAK_MODEL);
        assertThat(clear().policy(Objective.TARGET_ROAS, null, null, null)
                        .advice()
                        .reason())
                .isEqualTo(Reason.INFEASIBLE);
    }

    @Test
    void aModelThatShowsADirectionOnlyNeedsMoreConfidence() {
        Shop shop = new Shop()
                .with("search", 28_000, 1.2, 0.25)
                .with("social", 28_000, 1.0, 0.25)
                .confidence(0.6);
        Advice trusted = shop.advice();
        assertThat(trusted.reason()).isEqualTo(Reason.CREDIBLE_UPLIFT);
        assertThat(requireNonNull(trusted.gain()).positive()).isBetween(0.6, 0.8);
        assertThat(shop.trust(Trust.DIRECTIONAL).advice().reason()).isEqualTo(Reason.UPLIFT_WITHIN_NOISE);
    }

    @Test
    void aChannelThatIsNotIdentifiedKeepsItsMoneyWhileOthersMove() {
        Advice advice = clear().unidentified("tv", 9_000.55, "COLLINEAR").advice();
        assertThat(advice.reason()).isEqualTo(Reason.CREDIBLE_UPLIFT);
        assertThat(micros(advice, "tv")).isEqualTo(9_000_550_000L);
        assertThat(of(advice, "tv").binding()).containsExactly("effect not identified");
        assertThat(of(advice, "tv").slopeNow()).isNull();
        assertThat(of(advice, "tv").why())
                .isEqualTo("tv stays at 9,000.55 EUR (effect not identified). Its spend says nothing of its own.");
    }

    @Test
    void oneChannelAloneCannotMove() {
        Shop shop = new Shop().with("search", 28_000, 1.9, 0.05).unidentified("tv", 9_000, "COLLINEAR");
        assertThat(shop.advice().reason()).isEqualTo(Reason.COLLINEAR);
        Shop constant =
                new Shop().unidentified("search", 28_000, "CONSTANT_SPEND").unidentified("tv", 9_000, "NOISE");
        assertThat(constant.advice().reason()).isEqualTo(Reason.CONSTANT_SPEND);
        assertThat(clear().limit("search", null, null, true).advice().reason()).isEqualTo(Reason.NOTHING_TO_MOVE);
    }

    @Test
    void aBudgetOutOfReachIsAnAnswerThatNamesTheLimits() {
        Advice advice = clear().budget(70_000).advice();
        assertThat(advice.reason()).isEqualTo(Reason.INFEASIBLE);
        assertThat(advice.sentence())
                .isEqualTo("The weekly budget of 70,000 EUR is more than the 64,400 EUR that the channels' limits allow"
                        + " (search 32,200: weekly shift of 15 %; social 32,200: weekly shift of 15 %).");
    }

    @Test
    void aRaisedBudgetIsSpreadAsNowWhereNoSplitIsBetterForSure() {
        Advice advice = new Shop()
                .with("search", 20_000, 1.2, 0.9)
                .with("social", 10_000, 1.0, 0.9)
                .budget(33_000)
                .advice();
        assertThat(advice.reason()).isEqualTo(Reason.POLICY);
        assertThat(micros(advice, "search")).isEqualTo(22_000_000_000L);
        assertThat(micros(advice, "social")).isEqualTo(11_000_000_000L);
        assertThat(advice.uplift()).as("more money is no merit of the split").isNull();
    }

    @Test
    void aNewMaximumHoldsAtOnce() {
        Advice advice = clear().limit("search", null, 20_000, false).advice();
        assertThat(micros(advice, "search")).isEqualTo(20_000_000_000L);
        assertThat(advice.decision()).isEqualTo(Decision.ACT);
    }

    @Test
    void profitIsMadeBySpendingLessWhereTheNextUnitCostsMoreThanItBrings() {
        Advice advice = clear().policy(Objective.MAX_PROFIT, null, null, 0.6).advice();
        assertThat(micros(advice, "search")).as("0.6 x 1.9 is above 1").isBetween(29_000_000_000L, 32_200_000_000L);
        assertThat(micros(advice, "social")).as("0.6 x 0.7 is below 1").isEqualTo(23_800_000_000L);
        double more = (advice.totalMicros() - 56_000_000_000L) / 1e6;
        assertThat(requireNonNull(advice.gain()).mean())
                .isCloseTo(0.6 * requireNonNull(advice.uplift()).mean() - more, within(1e-6));
        Advice less = new Shop()
                .with("search", 28_000, 0.5, 0.05)
                .policy(Objective.MAX_PROFIT, null, null, 0.6)
                .advice();
        assertThat(less.totalMicros()).isEqualTo(23_800_000_000L);
        assertThat(less.sentence())
                .startsWith("Spending 4,200 EUR less on search is expected to bring ")
                .contains(" EUR more of profit a week (80 % interval ", "; revenue changes by -");
    }

    @Test
    void aTargetIsKeptWithConfidence() {
        // A mean ROAS of 3.8 and 1.4: together 2.6.
        Advice more = clear().policy(Objective.TARGET_ROAS, null, 2.3, null).advice();
        assertThat(more.reason()).isEqualTo(Reason.CREDIBLE_UPLIFT);
        assertThat(more.totalMicros()).isGreaterThan(56_000_000_000L);
        assertThat(requireNonNull(more.gain()).positive()).isGreaterThanOrEqualTo(0.8);
        Advice less = clear().policy(Objective.TARGET_ROAS, null, 5.0, null).advice();
        assertThat(less.totalMicros()).isLessThan(56_000_000_000L);
        assertThat(less.sentence()).endsWith("The target is out of reach this week; this comes nearest to it.");
    }

    @Test
    void theRestOfTheWeekIsWhatIsLeftOfIt() {
        Advice advice = new Shop()
                .with("search", 28_000, 1.9, 0.05)
                .spent(18_000)
                .with("social", 28_000, 0.7, 0.05)
                .spent(12_000)
                .daysLeft(3)
                .advice();
        // Four days of 28,000 and three of 32,200 a week, less 18,000; four of 28,000 and three of 23,800, less 12,000.
        assertThat(advice.rest()).extracting(RestOfWeek::leftMicros).containsExactly(11_800_000_000L, 14_200_000_000L);
    }

    @Test
    void aChannelPastItsPlanGetsNoMoreAndTheOthersGiveUpAsMuch() {
        Advice advice = new Shop()
                .with("search", 7_000, 1, 0.9)
                .spent(9_000)
                .with("social", 7_000, 1, 0.9)
                .spent(3_000)
                .daysLeft(3)
                .advice();
        assertThat(advice.rest()).extracting(RestOfWeek::leftMicros).containsExactly(0L, 2_000_000_000L);
    }
}
