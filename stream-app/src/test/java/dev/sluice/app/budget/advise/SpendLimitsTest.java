package dev.sluice.app.budget.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.budget.ChannelLimits;
import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.advise.SpendLimits.Conflict;
import dev.sluice.app.budget.advise.SpendLimits.Range;
import dev.sluice.app.budget.advise.SpendLimits.Within;
import dev.sluice.app.budget.allocate.Bound;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What policy and guardrails leave open for a channel that spends 1,000 a week. */
final class SpendLimitsTest {
    private static final long EURO = 1_000_000;
    private static final ChannelFacts KNOWN = new ChannelFacts(true, List.of(), "", 2_000 * EURO);

    private static SpendLimits limits(long micros, @Nullable ChannelLimits set, @Nullable ChannelFacts facts) {
        Map<String, ChannelLimits> channels = new TreeMap<>();
        if (set != null) {
            channels.put("a", set);
        }
        return SpendLimits.of(
                List.of(new ChannelState("a", micros, 0)),
                Policy.defaults().withChannels(channels),
                facts == null ? Map.of() : Map.of("a", facts),
                1.25,
                "EUR");
    }

    private static Range range(long micros, @Nullable ChannelLimits set, @Nullable ChannelFacts facts) {
        assertThat(limits(micros, set, facts)).isInstanceOf(Within.class);
        return ((Within) limits(micros, set, facts)).ranges().getFirst();
    }

    private static Bound bound(double euros, String name) {
        return new Bound(Math.round(euros * EURO), name);
    }

    @Test
    void theWeeklyShiftBoundsAChannel() {
        Range range = range(1_000 * EURO, null, KNOWN);
        assertThat(range.least()).isEqualTo(bound(850, "weekly shift of 15 %"));
        assertThat(range.most()).isEqualTo(bound(1_150, "weekly shift of 15 %"));
        assertThat(range(1_000_700_000, null, KNOWN).most())
                .as("on the step")
                .isEqualTo(bound(1_150, "weekly shift of 15 %"));
    }

    @Test
    void thePolicysOwnLimitsWinWhereTheyAreTighter() {
        Range range = range(1_000 * EURO, new ChannelLimits(900 * EURO, 1_100 * EURO, false), KNOWN);
        assertThat(range.least()).isEqualTo(bound(900, "policy minimum"));
        assertThat(range.most()).isEqualTo(bound(1_100, "policy maximum"));
    }

    @Test
    void theGuardrailsGiveWayToThePolicy() {
        Range range = range(1_000 * EURO, new ChannelLimits(null, 500 * EURO, false), KNOWN);
        assertThat(range.least()).isEqualTo(range.most()).isEqualTo(bound(500, "policy maximum"));
        assertThat(range.breaks()).isTrue();
    }

    @Test
    void nothingGoesFarBeyondWhatWasSeen() {
        ChannelFacts seen = new ChannelFacts(true, List.of(), "", 900 * EURO);
        assertThat(range(1_000 * EURO, null, seen).most())
                .isEqualTo(bound(1_125, "1.25 times the largest spend seen in training"));
        ChannelFacts less = new ChannelFacts(true, List.of(), "", 500 * EURO);
        assertThat(range(1_000 * EURO, null, less).most().micros())
                .as("but nothing is cut for that")
                .isEqualTo(1_000 * EURO);
    }

    @Test
    void whatIsNotKnownKeepsItsSpend() {
        assertThat(range(1_000_500_000, null, null).most()).isEqualTo(bound(1_000.5, "no response curve"));
        ChannelFacts unknown = new ChannelFacts(false, List.of("COLLINEAR"), "", 2_000 * EURO);
        assertThat(range(1_000_500_000, null, unknown).least()).isEqualTo(bound(1_000.5, "effect not identified"));
        assertThat(range(0, null, new ChannelFacts(true, List.of(), "", 0)).most())
                .isEqualTo(bound(0, "no new channel without exploration budget"));
        assertThat(range(1_000_500_000, new ChannelLimits(null, null, true), KNOWN)
                        .most())
                .isEqualTo(bound(1_000.5, "lock"));
        assertThat(range(2_500_000, null, KNOWN).most()).isEqualTo(bound(2.5, "step of 1 EUR"));
    }

    @Test
    void limitsThatClashAreNamed() {
        assertThat(limits(1_000 * EURO, new ChannelLimits(2 * EURO, EURO, false), KNOWN))
                .isEqualTo(new Conflict("The policy minimum of a, 2 EUR, is above its maximum, 1 EUR."));
        assertThat(limits(1_000 * EURO, new ChannelLimits(null, 500 * EURO, true), KNOWN))
                .isEqualTo(new Conflict("a is locked at 1,000 EUR, outside its policy limits of 0 EUR to 500 EUR."));
        assertThat(limits(1_000 * EURO, new ChannelLimits(1_100_100_000L, 1_100_200_000L, false), KNOWN))
                .isEqualTo(
                        new Conflict("No multiple of the step of 1 EUR lies within the policy limits of a, 1,100.10 EUR"
                                + " to 1,100.20 EUR."));
    }
}
