package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.app.topology.CompactedTable;
import dev.sluice.app.topology.Feeder;
import dev.sluice.app.world.EventStream;
import dev.sluice.app.world.World;
import dev.sluice.app.world.WorldConfig;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.ChannelAdvice;
import dev.sluice.event.Decision;
import dev.sluice.schemas.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Objects;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of advice: events, channel-weeks, a response model learned from them, its publication, advice, a policy, new advice. */
class FromEventsToAdviceTest {
    private static final int WEEKS = 60;

    /** Commands go by the real clock, and so must the market: it begins on a Monday so many weeks ago. */
    private static final Instant NOW = Instant.now();

    private static final LocalDate START = LocalDate.ofInstant(NOW, ZoneOffset.UTC)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            .minusWeeks(WEEKS);
    private static final World WORLD =
            World.of(WorldConfig.startingOn(START).withSize(2, 7 * WEEKS).withTraffic(8, 3, 20));

    @TempDir
    Path directory;

    @Test
    void aModelLearnedFromTheAccountsOwnWeeksAdvisesItAndAPolicyChangesTheAdvice() throws Exception {
        try (Installation house = new Installation(directory, InstantSource.system());
                Feeder feeder = Feeder.connect(house.config());
                CompactedTable<BudgetRecommendation> advice =
                        house.table(Topic.RECOMMENDATIONS, BudgetRecommendation.class)) {
            EventStream events = WORLD.events();
            Installation.feed(feeder, events.until(NOW));
            patiently().until(house::hasReadAll);
            patiently().until(() -> advice.catchUp().size() == WORLD.config().accounts());
            assertThat(advice.catchUp().values())
                    .allMatch(each -> each.getReasonCode().equals("NO_MODEL"));
            String account = advice.catchUp().firstKey();

            String file = directory.resolve("response.onnx").toString();
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
                    file);
            house.sluice("model", "publish", file, "--account", account);
            BudgetRecommendation learned =
                    awaited(advice, account, each -> !each.getModelSha256().isEmpty());
            holds(learned);
            assertThat(learned.getReasonCode()).isNotIn("NO_MODEL", "SHORT_HISTORY", "STALE_DATA");
            assertThat(learned.getWeek()).isBetween(START.plusWeeks(WEEKS), START.plusWeeks(WEEKS + 1));

            Path policy = directory.resolve("policy.yaml");
            Files.writeString(policy, "max_weekly_shift: 5%\nmin_confidence: 60%\n");
            house.sluice("policy", "set", policy.toString(), "--account", account);
            BudgetRecommendation limited =
                    awaited(advice, account, each -> each.getPolicyRevision() == learned.getPolicyRevision() + 1);
            holds(limited);
            for (ChannelAdvice channel : limited.getChannels()) {
                long shift = Math.abs(channel.getRecommendedMicros() - channel.getCurrentMicros());
                assertThat(shift).isLessThanOrEqualTo(channel.getCurrentMicros() / 20 + 1);
            }
        }
    }

    /** Sums are exact, and a HOLD moves nothing. */
    private static void holds(BudgetRecommendation advice) {
        long recommended = advice.getChannels().stream()
                .mapToLong(ChannelAdvice::getRecommendedMicros)
                .sum();
        assertThat(recommended).isEqualTo(advice.getRecommendedTotalMicros());
        if (advice.getDecision() == Decision.HOLD) {
            assertThat(advice.getChannels())
                    .allMatch(channel -> channel.getRecommendedMicros() == channel.getCurrentMicros());
        } else {
            assertThat(advice.getProbability().orElseThrow()).isGreaterThanOrEqualTo(0.6);
        }
    }

    private static BudgetRecommendation awaited(
            CompactedTable<BudgetRecommendation> advice, String account, Predicate<BudgetRecommendation> wanted) {
        patiently()
                .until(() -> wanted.test(Objects.requireNonNull(advice.catchUp().get(account))));
        return Objects.requireNonNull(advice.catchUp().get(account));
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(100));
    }
}
