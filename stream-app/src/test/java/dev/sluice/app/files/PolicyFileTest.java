package dev.sluice.app.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.ChannelPolicy;
import dev.sluice.event.ConversionsFrom;
import dev.sluice.event.Objective;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyFileTest {
    private static BudgetPolicy.Builder blank() {
        return BudgetPolicy.newBuilder().setAccount("acme").setRevision(1).setUpdatedAt(2);
    }

    @Test
    void everyFieldIsReadAsPeopleWriteIt() {
        BudgetPolicy policy = PolicyFile.read("""
                        objective: target-roas
                        weekly_budget: 50_000.25
                        target_roas: 3.5
                        target_cac: 40
                        margin: 40%
                        max_weekly_shift: 12.5 %
                        step: 10
                        min_confidence: 0.9
                        exploration_share: 2%
                        time_zone: Europe/Berlin
                        currency: EUR
                        settling_days: 14
                        conversions_from: platform
                        channels:
                          search: {min: 1000, max: 20000}
                          email: {locked: true}
                        """, "policy.yaml", blank()).build();
        assertThat(policy)
                .isEqualTo(blank().setObjective(Objective.TARGET_ROAS)
                        .setWeeklyBudgetMicros(50_000_250_000L)
                        .setTargetRoas(3.5)
                        .setTargetCacMicros(40_000_000L)
                        .setMargin(0.4)
                        .setMaxWeeklyShift(0.125)
                        .setStepMicros(10_000_000L)
                        .setMinConfidence(0.9)
                        .setExplorationShare(0.02)
                        .setTimeZone("Europe/Berlin")
                        .setCurrency("EUR")
                        .setSettlingDays(14)
                        .setConversionsFrom(ConversionsFrom.PLATFORM)
                        .setChannels(List.of(
                                new ChannelPolicy("search", 1_000_000_000L, 20_000_000_000L, false),
                                new ChannelPolicy("email", null, null, true)))
                        .build());
    }

    @Test
    void whatIsNotNamedStaysWhatItWas() {
        assertThat(PolicyFile.read("weekly_budget: 5", "p", blank()).build())
                .isEqualTo(blank().setWeeklyBudgetMicros(5_000_000L).build());
    }

    @Test
    void everyFaultIsToldWithItsLine() {
        assertThatExceptionOfType(PolicyProblem.class)
                .isThrownBy(() -> PolicyFile.read(
                        "objektive: max_revenue\nweekly_budget: lots\nobjective: fame\nstep: 0.0000001\nsettling_days: 1.5\n"
                                + "channels: {tv: {mim: 3}}",
                        "policy.yaml",
                        blank()))
                .satisfies(problem -> assertThat(problem.faults())
                        .hasSize(6)
                        .anySatisfy(line -> assertThat(line).contains("policy.yaml:1", "objektive", "objective"))
                        .anySatisfy(line -> assertThat(line).contains("policy.yaml:2", "lots"))
                        .anySatisfy(line -> assertThat(line).contains("policy.yaml:3", "max_profit"))
                        .anySatisfy(line -> assertThat(line).contains("policy.yaml:4", "6 decimals"))
                        .anySatisfy(line -> assertThat(line).contains("policy.yaml:5", "whole"))
                        .anySatisfy(line -> assertThat(line).contains("policy.yaml:6", "mim")));
    }
}
