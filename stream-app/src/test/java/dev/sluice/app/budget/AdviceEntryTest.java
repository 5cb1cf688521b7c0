package dev.sluice.app.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.budget.AdviceEntry.Followed;
import dev.sluice.app.budget.StandingAdvice.Line;
import dev.sluice.app.budget.StandingAdvice.Range;
import dev.sluice.app.state.RoundTrip;
import dev.sluice.event.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdviceEntryTest {
    private static StandingAdvice advice(int week, boolean predicted) {
        Range range = predicted ? new Range(1.5, 2, Double.MAX_VALUE) : null;
        return new StandingAdvice(
                "id",
                -7,
                week,
                9,
                Decision.ACT,
                "CREDIBLE_UPLIFT",
                "Why.",
                "EUR",
                3,
                "v1",
                "sha",
                List.of(new Line("meta", 1, 2, 5), new Line("search", 4, 3, -5)),
                range,
                range);
    }

    @Test
    void whatIsRememberedOfAdviceComesBackAsItWas() {
        AdviceEntry entry = new AdviceEntry();
        assertThat(RoundTrip.of(AdviceEntry.CODEC, entry))
                .usingRecursiveComparison()
                .isEqualTo(entry);
        entry.standing = advice(20_000, true);
        entry.followed.put(19_993, new Followed(advice(19_993, false), null));
        entry.followed.put(19_986, new Followed(advice(19_986, true), new FollowUpTotals(1, 1, 1, 1, 0, 2.5, -0.5)));
        entry.settled = new FollowUpTotals(5, 4, 3, 2, 1, 10, 9);
        assertThat(RoundTrip.of(AdviceEntry.CODEC, entry))
                .usingRecursiveComparison()
                .isEqualTo(entry);
        assertThat(entry.totals()).isEqualTo(new FollowUpTotals(6, 5, 4, 3, 1, 12.5, 8.5));
    }

    @Test
    void rememberedAdviceTellsWhatWasAdvised() {
        var told = advice(20_003, true).advice("acme");
        assertThat(told.decision().name()).isEqualTo("ACT");
        assertThat(told.totalMicros()).isEqualTo(5);
        assertThat(told.exploration()).isNotNull();
        assertThat(told.policyRevision()).isEqualTo(3);
    }
}
