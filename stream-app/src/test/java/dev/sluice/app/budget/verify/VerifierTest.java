package dev.sluice.app.budget.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.budget.ChannelLimits;
import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.SampledResponse;
import dev.sluice.app.budget.verify.Proposal.Line;
import dev.sluice.event.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A sound proposal passes; each way to spoil it breaks one rule, and that one alone. */
final class VerifierTest {
    private static final long EURO = 1_000_000;

    /** A brings 2 a unit, B 1, C 0.5: straight lines from 0 to 10,000. */
    private static final SampledResponse RESPONSE = new SampledResponse(
            List.of("a", "b", "c"), new double[][] {{0, 5_000, 10_000}, {0, 10_000}, {0, 10_000}}, new double[][][] {
                {{0, 9_000, 18_000}, {0, 9_000}, {0, 4_500}},
                {{0, 11_000, 22_000}, {0, 11_000}, {0, 5_500}}
            });

    private static Line line(String channel, double now, double then) {
        return line(channel, now, then, 0);
    }

    private static Line line(String channel, double now, double then, double exploration) {
        return new Line(
                channel,
                !channel.equals("new"),
                Math.round(now * EURO),
                Math.round(now * EURO),
                Math.round(then * EURO),
                Math.round(exploration * EURO));
    }

    private static Policy policy(Objective objective, @Nullable Long budget, @Nullable Double target, double explore) {
        TreeMap<String, ChannelLimits> limits = new TreeMap<>();
        limits.put("c", new ChannelLimits(400 * EURO, 1_200 * EURO, false));
        return new Policy(1, objective, budget, target, null, 0.6, 0.15, EURO, 0.8, explore, limits);
    }

    private static Policy standard() {
        return policy(Objective.MAX_REVENUE, null, null, 0.02);
    }

    private static List<Rule> broken(Policy policy, Line... lines) {
        return Verifier.verify(new Proposal(policy, true, List.of(lines), RESPONSE)).stream()
                .map(Violation::rule)
                .toList();
    }

    @Test
    void aSoundProposalPasses() {
        assertThat(broken(standard(), line("a", 1_000, 1_150), line("b", 1_000, 850), line("c", 1_000, 1_000)))
                .isEmpty();
        assertThat(broken(standard(), line("a", 1_000.7, 1_101), line("b", 1_000.6, 900), line("c", 1_000, 1_000)))
                .as("what the step leaves over is not spent")
                .isEmpty();
    }

    @Test
    void aHoldChangesNothing() {
        List<Line> lines = List.of(line("a", 1_000, 1_001), line("b", 1_000, 1_000));
        assertThat(Verifier.verify(new Proposal(standard(), false, lines, null)))
                .extracting(Violation::rule)
                .containsExactly(Rule.UNCHANGED);
    }

    @Test
    void theTotalIsExactToTheMicro() {
        assertThat(broken(standard(), line("a", 1_000, 1_101), line("b", 1_000, 900)))
                .containsExactly(Rule.TOTAL);
        assertThat(broken(standard(), line("a", 1_000, 1_100), line("b", 1_000, 899)))
                .containsExactly(Rule.TOTAL);
        Policy budget = policy(Objective.MAX_REVENUE, 2_050 * EURO, null, 0);
        assertThat(broken(budget, line("a", 1_000, 1_150), line("b", 1_000, 900)))
                .isEmpty();
        assertThat(broken(budget, line("a", 1_000, 1_150), line("b", 1_000, 901)))
                .containsExactly(Rule.TOTAL);
        Policy target = policy(Objective.MAX_PROFIT, 2_050 * EURO, null, 0);
        assertThat(broken(target, line("a", 1_000, 1_100), line("b", 1_000, 900)))
                .isEmpty();
        assertThat(broken(target, line("a", 1_000, 1_150), line("b", 1_000, 901)))
                .containsExactly(Rule.TOTAL);
    }

    @Test
    void noChannelIsBelowItsMinimumOrAboveItsMaximum() {
        assertThat(broken(standard(), line("a", 1_000, 1_060), line("c", 450, 390)))
                .containsExactly(Rule.MINIMUM);
        assertThat(broken(standard(), line("a", 1_000, 990), line("c", 1_200, 1_210)))
                .contains(Rule.MAXIMUM)
                .doesNotContain(Rule.TOTAL, Rule.WEEKLY_SHIFT, Rule.STEP);
        assertThat(broken(standard(), line("a", 10, 21), line("b", 1, -10)))
                .as("below nothing")
                .contains(Rule.MINIMUM);
    }

    @Test
    void aLockedChannelKeepsItsSpend() {
        TreeMap<String, ChannelLimits> locks = new TreeMap<>();
        locks.put("a", new ChannelLimits(null, null, true));
        Policy locked = standard().withChannels(locks);
        assertThat(broken(locked, line("a", 1_000, 1_001), line("b", 1_000, 999)))
                .containsExactly(Rule.LOCK);
        assertThat(broken(locked, line("a", 1_000.5, 1_000.5), line("b", 1_000, 1_000)))
                .isEmpty();
    }

    @Test
    void whatChangesIsAMultipleOfTheStep() {
        assertThat(broken(standard(), line("a", 1_000, 1_000.5), line("b", 1_000, 999)))
                .containsExactly(Rule.STEP);
    }

    @Test
    void noChannelChangesByMoreThanItsShare() {
        assertThat(broken(standard(), line("a", 1_000, 1_151), line("b", 2_000, 1_849)))
                .containsExactly(Rule.WEEKLY_SHIFT);
        assertThat(broken(standard(), line("a", 1_900, 2_051), line("b", 1_000, 849)))
                .containsExactly(Rule.WEEKLY_SHIFT);
        assertThat(broken(standard(), line("a", 0, 1), line("b", 1_000, 999)))
                .as("a paused channel")
                .containsExactly(Rule.WEEKLY_SHIFT);
        assertThat(broken(
                        policy(Objective.MAX_REVENUE, 2_200 * EURO, null, 0),
                        line("a", 900, 1_000),
                        line("c", 1_400, 1_200)))
                .as("a maximum asks for more than the share")
                .isEmpty();
    }

    @Test
    void noChannelStartsButToLearn() {
        assertThat(broken(standard(), line("a", 1_000, 1_000), line("b", 1_000, 999), line("new", 0, 1)))
                .contains(Rule.NEW_CHANNEL)
                .doesNotContain(Rule.WEEKLY_SHIFT, Rule.TOTAL);
        assertThat(broken(standard(), line("a", 1_000, 1_000), line("b", 1_000, 970, -30), line("new", 0, 30, 30)))
                .isEmpty();
    }

    @Test
    void explorationIsMovedAndSmall() {
        assertThat(broken(standard(), line("a", 1_000, 959, -41), line("b", 1_000, 1_041, 41)))
                .containsExactly(Rule.EXPLORATION_SHARE);
        assertThat(broken(standard(), line("a", 1_000, 960, -40), line("b", 1_000, 1_040, 40)))
                .isEmpty();
        assertThat(broken(standard(), line("a", 1_000, 1_030), line("b", 1_000, 970, -30)))
                .as("only taken away")
                .containsExactly(Rule.EXPLORATION_SHARE);
    }

    @Test
    void theReferenceIsThePlanOfNowOrAPlanThatIsAllowed() {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("a", true, 1_000 * EURO, 700 * EURO, 1_100 * EURO, 0));
        lines.add(new Line("b", true, 1_000 * EURO, 1_300 * EURO, 900 * EURO, 0));
        assertThat(Verifier.verify(new Proposal(standard(), true, lines, RESPONSE)))
                .extracting(Violation::rule)
                .containsOnly(Rule.REFERENCE);
    }

    @Test
    void theAdviceIsExpectedToDoNoWorse() {
        assertThat(broken(standard(), line("a", 1_000, 900), line("b", 1_000, 1_100)))
                .containsExactly(Rule.REGRESSION);
        Policy profit = policy(Objective.MAX_PROFIT, null, null, 0);
        assertThat(broken(profit, line("a", 1_000, 1_100)))
                .as("0.6 x 2 is above 1")
                .isEmpty();
        assertThat(broken(profit, line("b", 1_000, 1_100))).as("0.6 x 1 is not").containsExactly(Rule.REGRESSION);
        Policy marginal = policy(Objective.TARGET_MROAS, null, 1.5, 0);
        assertThat(broken(marginal, line("a", 1_000, 1_100))).isEmpty();
        assertThat(broken(marginal, line("b", 1_000, 1_100))).containsExactly(Rule.REGRESSION);
    }

    @Test
    void aTargetThatIsMetStaysMet() {
        Policy target = policy(Objective.TARGET_ROAS, null, 1.49, 0);
        assertThat(broken(target, line("a", 1_000, 1_100), line("b", 1_000, 1_100)))
                .isEmpty();
        assertThat(broken(target, line("a", 1_000, 1_000), line("b", 1_000, 1_100)))
                .containsExactly(Rule.REGRESSION);
        assertThat(broken(target, line("a", 1_000, 1_000), line("b", 1_000, 900)))
                .as("less response without need")
                .containsExactly(Rule.REGRESSION);
        Policy missed = policy(Objective.TARGET_ROAS, null, 1.8, 0);
        assertThat(broken(missed, line("a", 1_000, 1_000), line("b", 1_000, 900)))
                .isEmpty();
    }

    @Test
    void nothingActsWithoutAResponse() {
        List<Line> lines = List.of(line("a", 1_000, 1_000));
        assertThat(Verifier.verify(new Proposal(standard(), true, lines, null)))
                .extracting(Violation::rule)
                .containsExactly(Rule.REGRESSION);
    }
}
