package dev.sluice.app.topology;

import static dev.sluice.app.topology.RiverStory.SHOP;
import static dev.sluice.app.topology.RiverStory.micros;
import static dev.sluice.app.topology.RiverStory.order;
import static dev.sluice.app.topology.RiverStory.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.app.ops.BudgetMeters;
import dev.sluice.app.ops.ScoringMeters;
import dev.sluice.app.scoring.TinyResponses;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.ChannelAdvice;
import dev.sluice.event.ChannelPolicy;
import dev.sluice.event.Decision;
import dev.sluice.event.FollowUp;
import dev.sluice.event.WeekStatus;
import dev.sluice.schemas.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Advice on the topics: when it comes, what it says, and what is said of it afterwards. */
class AdviceTest {
    private static final Instant BEGIN = Instant.parse("2026-03-18T12:00:00Z");
    private static final LocalDate OPEN_WEEK = LocalDate.parse("2026-03-16");
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration A_REST = Duration.ofSeconds(4);

    @TempDir
    Path stateDir;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TinyResponses shelf =
            new TinyResponses().channel("meta", 1_500, 400, 0.05).channel("search", 6_000, 3_000, 0.05);
    private RiverStory river;
    private int orders;

    @BeforeEach
    void open() {
        river = story("a");
    }

    private RiverStory story(String folder) {
        return new RiverStory(
                stateDir.resolve(folder), BEGIN, shelf, ScoringMeters.unobserved(), new BudgetMeters(registry));
    }

    @AfterEach
    void close() {
        river.close();
        assertThat(shelf.loans()).as("models on loan").isZero();
    }

    /** A week's trade, some weeks before the open one: what was spent, and one order of what it brought. */
    private void week(RiverStory of, int weeksAgo) {
        week(of, OPEN_WEEK.minusWeeks(weeksAgo), 1_500 + 10 * (weeksAgo % 7), 500 + 10 * (weeksAgo % 5), 7_200);
    }

    private void week(RiverStory of, LocalDate monday, double meta, double search, double revenue) {
        String day = monday.plusDays(2).toString();
        spend(of, "meta", day, meta);
        spend(of, "search", day, search);
        of.order(order("o" + orders++, null, day + "T10:00:00Z", revenue).setChannel("search"));
    }

    private static void spend(RiverStory of, String channel, String day, double units) {
        of.send(
                Topic.AD_SPEND,
                SHOP,
                report(channel, day, units, 1)
                        .setReportedAt(BEGIN.toEpochMilli())
                        .build());
    }

    private void aYear(RiverStory of) {
        for (int ago = 54; ago >= 1; ago--) {
            week(of, ago);
        }
    }

    private BudgetRecommendation advice() {
        return advice(river);
    }

    private static BudgetRecommendation advice(RiverStory of) {
        return Objects.requireNonNull(of.recommendations().get(SHOP), "no recommendation");
    }

    private static ChannelAdvice of(BudgetRecommendation advice, String channel) {
        return advice.getChannels().stream()
                .filter(c -> c.getChannel().equals(channel))
                .findFirst()
                .orElseThrow();
    }

    private static BudgetPolicy.Builder policy(long revision) {
        return BudgetPolicy.newBuilder()
                .setAccount(SHOP)
                .setRevision(revision)
                .setUpdatedAt(BEGIN.toEpochMilli() - 1_000);
    }

    @Test
    void withoutAModelTheBudgetStaysAndTheAdviceSaysWhatToDo() {
        aYear(river);
        river.lived(SOON);
        assertThat(advice().getDecision()).isEqualTo(Decision.HOLD);
        assertThat(advice().getReasonCode()).isEqualTo("NO_MODEL");
        assertThat(advice().getReason()).contains("train").contains("publish");
        assertThat(advice().getChannels())
                .allSatisfy(c -> assertThat(c.getRecommendedMicros()).isEqualTo(c.getCurrentMicros()));

        shelf.publish("v1");
        river.lived(SOON);
        assertThat(advice().getReasonCode()).isEqualTo("CREDIBLE_UPLIFT");
        assertThat(advice().getModelVersion()).isEqualTo("v1");
    }

    @Test
    void theEventThatTipsItIsAnsweredWithinTwoSeconds() {
        shelf.publish("v1");
        for (int ago = 51; ago >= 1; ago--) {
            week(river, ago);
        }
        river.lived(Duration.ofSeconds(10));
        assertThat(advice().getReasonCode()).isEqualTo("SHORT_HISTORY");

        spend(river, "meta", OPEN_WEEK.minusWeeks(52).toString(), 1_500);
        river.lived(SOON);
        BudgetRecommendation advice = advice();
        assertThat(advice.getDecision()).as(advice.getReason()).isEqualTo(Decision.ACT);
        assertThat(advice.getWeek()).isEqualTo(OPEN_WEEK.plusWeeks(1));
        assertThat(of(advice, "meta").getRecommendedMicros())
                .isLessThan(of(advice, "meta").getCurrentMicros());
        assertThat(of(advice, "search").getRecommendedMicros())
                .isGreaterThan(of(advice, "search").getCurrentMicros())
                .isLessThanOrEqualTo((long) (of(advice, "search").getCurrentMicros() * 1.15));
        assertThat(advice.getRecommendedTotalMicros()).isEqualTo(advice.getCurrentTotalMicros());
        assertThat(advice.getUpperBound().orElseThrow())
                .isGreaterThanOrEqualTo(advice.getValue().orElseThrow());
        assertThat(advice.getHistoryWeeks()).isEqualTo(52);
        assertThat(advice.getInputOffsets())
                .containsEntry("sluice.ad-spend.v1-0", 103L)
                .containsEntry("sluice.orders.v1-0", 51L);
    }

    @Test
    void aChangedPolicyIsAnsweredWithinTwoSeconds() {
        shelf.publish("v1");
        aYear(river);
        river.lived(A_REST);
        assertThat(advice().getDecision()).isEqualTo(Decision.ACT);
        assertThat(advice().getPolicyRevision()).isZero();

        river.policy(policy(7)
                .setChannels(List.of(new ChannelPolicy("search", null, null, true)))
                .build());
        river.lived(SOON);
        assertThat(advice().getPolicyRevision()).isEqualTo(7);
        assertThat(advice().getDecision()).isEqualTo(Decision.HOLD);

        river.policy(policy(8).setMaxWeeklyShift(0.05).build());
        river.lived(SOON);
        assertThat(advice().getPolicyRevision()).isEqualTo(8);
        assertThat(of(advice(), "search").getRecommendedMicros())
                .isBetween(of(advice(), "search").getCurrentMicros(), (long)
                        (of(advice(), "search").getCurrentMicros() * 1.05));
    }

    @Test
    void whateverHappenedOnTheWayTheAdviceThatStandsInTheEndIsTheSameToTheByte() {
        shelf.publish("v1");
        for (int ago = 54; ago >= 1; ago--) {
            week(river, ago);
            river.lived(Duration.ofMillis(ago % 3 * 500));
        }
        river.lived(A_REST);
        river.policy(policy(7).setMaxWeeklyShift(0.1).build());
        spend(river, "meta", OPEN_WEEK.toString(), 300);
        river.lived(A_REST);
        int calls = shelf.asked();
        river.lived(A_REST);
        assertThat(shelf.asked()).as("at rest no model is asked").isEqualTo(calls);

        orders = 0;
        try (RiverStory replay = story("b")) {
            replay.policy(policy(7).setMaxWeeklyShift(0.1).build());
            aYear(replay);
            spend(replay, "meta", OPEN_WEEK.toString(), 300);
            replay.lived(Duration.between(replay.now(), river.now()));
            assertThat(advice(replay)).isEqualTo(advice());
            assertThat(lastBody(replay)).isEqualTo(lastBody(river));
        }
    }

    /** The newest advice without the schema id, which each story's registry hands out in its own order. */
    private static byte[] lastBody(RiverStory of) {
        byte[] payload = of.recommendationBytes().getLast();
        return Arrays.copyOfRange(payload, 5, payload.length);
    }

    @Test
    void figuresThatMoveALittleAreRefreshedAtRestAndAreNoNewAdvice() {
        shelf.publish("v1");
        aYear(river);
        river.lived(A_REST);
        int published = river.recommendationBytes().size();
        assertThat(river.adviceHistory()).hasSizeBetween(1, 2);

        // Events of the running week that never pause: nothing is to be said.
        for (int i = 0; i < 20; i++) {
            river.order(order("live" + i, null, river.now().toString(), 30).setChannel("search"));
            river.lived(Duration.ofMillis(750));
        }
        assertThat(river.recommendationBytes()).hasSize(published);

        river.lived(A_REST);
        assertThat(river.recommendationBytes()).hasSize(published + 1);
        assertThat(advice().getInputOffsets()).containsEntry("sluice.orders.v1-0", 74L);
        assertThat(river.adviceHistory()).isEmpty();
    }

    @Test
    void adviceIsFollowedUpWhenItsWeekIsReportedAndWhenItHasSettled() {
        shelf.publish("v1");
        aYear(river);
        river.lived(A_REST);
        BudgetRecommendation advised = advice();
        LocalDate week = advised.getWeek();
        river.after(Duration.ofDays(4)).lived(A_REST);
        river.after(Duration.ofDays(4)).lived(A_REST);
        assertThat(river.now()).isAfter(week.atStartOfDay(ZoneOffset.UTC).toInstant());
        BudgetRecommendation stood = river.adviceHistory().stream()
                .filter(a -> a.getWeek().equals(week))
                .reduce((a, b) -> b)
                .orElseThrow();
        double meta = of(stood, "meta").getRecommendedMicros() / 1e6;
        double search = of(stood, "search").getRecommendedMicros() / 1e6;
        week(river, week, meta, search, 7_400);
        river.lived(A_REST);
        assertThat(followUps()).as("the week still runs").isEmpty();

        river.after(Duration.ofDays(8)).lived(A_REST);
        FollowUp first = followUps(week).getFirst();
        assertThat(first.getStatus()).isEqualTo(WeekStatus.SETTLING);
        assertThat(first.getTaken().orElseThrow()).isCloseTo(1, within(0.01));
        assertThat(first.getRevenueMicros()).isEqualTo(micros(7_400));
        assertThat(first.getSpendMicros()).containsEntry("meta", micros(meta)).containsEntry("search", micros(search));
        assertThat(first.getHit()).contains(true);
        assertThat(first.getCapturedUplift().orElseThrow()).isPositive();
        assertThat(first.getRegret().orElseThrow()).isCloseTo(0, within(1e-6));
        assertThat(first.getTotals().orElseThrow().getTaken()).isEqualTo(1);
        assertThat(registry.get("sluice.advice.taken.ratio").gauge().value()).isPositive();

        // A platform restates the week; the last word is spoken when it has settled.
        river.send(
                Topic.AD_SPEND,
                SHOP,
                report("meta", week.plusDays(2).toString(), of(stood, "meta").getCurrentMicros() / 1e6, 2)
                        .build());
        river.after(Duration.ofDays(28)).lived(A_REST);
        FollowUp last = followUps(week).getFirst();
        assertThat(last.getStatus()).isEqualTo(WeekStatus.FINAL);
        assertThat(last.getTaken().orElseThrow()).isLessThan(0.9);
        assertThat(last.getRegret().orElseThrow()).isNotZero();
        assertThat(last.getTotals().orElseThrow().getWeeks())
                .as("each week once")
                .isLessThanOrEqualTo(6);
    }

    private List<BudgetRecommendation> followUps() {
        return river.adviceHistory().stream()
                .filter(a -> a.getFollowUp().isPresent())
                .toList();
    }

    private List<FollowUp> followUps(LocalDate week) {
        return followUps().stream()
                .filter(a -> a.getWeek().equals(week))
                .map(a -> a.getFollowUp().orElseThrow())
                .toList();
    }

    @Test
    void aModelThatFailsLeavesTheAdviceThatStands() {
        shelf.publish("v1");
        aYear(river);
        river.lived(A_REST);
        BudgetRecommendation before = advice();
        shelf.fail(true);
        shelf.publish("v2");
        river.lived(A_REST);
        assertThat(advice()).isEqualTo(before);
        assertThat(registry.get("sluice.advice.failures")
                        .tag("reason", "exception")
                        .functionCounter()
                        .count())
                .isPositive();

        shelf.fail(false);
        shelf.publish("v3");
        river.lived(SOON);
        assertThat(advice().getModelVersion()).isEqualTo("v3");
    }

    @Test
    void nothingIsSaidBeforeTheModelsAreThere() {
        shelf.filled(false);
        aYear(river);
        river.lived(A_REST);
        assertThat(river.recommendations()).isEmpty();

        shelf.publish("v1").filled(true);
        river.lived(SOON);
        assertThat(advice().getModelVersion()).isEqualTo("v1");
    }

    @Test
    void anAccountThatOnlyHasAPolicyIsToldWhatIsMissing() {
        river.policy(policy(1).build());
        river.lived(SOON);
        assertThat(advice().getDecision()).isEqualTo(Decision.HOLD);
        assertThat(advice().getPolicyRevision()).isEqualTo(1);
        assertThat(advice().getCurrency()).isEmpty();
    }
}
