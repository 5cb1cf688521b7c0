package dev.sluice.app.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.Objective;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A policy is read as it is written, and every fault in it is told with its line. */
final class PolicyFileTest {
    @Test
    void everyFieldIsRead() throws PolicyProblem {
        BudgetPolicy policy = PolicyFile.parse("""
                account: acme
                revision: 3
                time_zone: Europe/Berlin
                currency: EUR
                settling_days: 14
                conversions_from: platform
                objective: max-profit
                weekly_budget: 50000.50
                margin: 30%
                max_weekly_shift: 0.2
                step: 10
                min_confidence: 90%
                exploration_share: 0.05
                channels:
                  meta: {min: 1000, max: 9000}
                  tv:
                    locked: true
                """, "policy.yaml");
        assertThat(policy.getAccount()).isEqualTo("acme");
        assertThat(policy.getRevision()).isEqualTo(3);
        assertThat(policy.getSettlingDays()).contains(14);
        assertThat(policy.getObjective()).isEqualTo(Objective.MAX_PROFIT);
        assertThat(policy.getWeeklyBudgetMicros()).contains(50_000_500_000L);
        assertThat(policy.getMargin()).contains(0.3);
        assertThat(policy.getMaxWeeklyShift()).isEqualTo(0.2);
        assertThat(policy.getStepMicros()).isEqualTo(10_000_000);
        assertThat(policy.getMinConfidence()).isEqualTo(0.9);
        assertThat(policy.getExplorationShare()).isEqualTo(0.05);
        assertThat(policy.getChannels()).hasSize(2);
        assertThat(policy.getChannels().get(0).getMinMicros()).contains(1_000_000_000L);
        assertThat(policy.getChannels().get(1).getLocked()).isTrue();
    }

    @Test
    void whatIsNotSaidHasTheContractsDefault() throws PolicyProblem {
        BudgetPolicy policy = PolicyFile.parse("weekly_budget: 100", "policy.yaml");
        assertThat(policy.getMaxWeeklyShift()).isEqualTo(0.15);
        assertThat(policy.getStepMicros()).isEqualTo(1_000_000);
        assertThat(policy.getObjective()).isEqualTo(Objective.MAX_REVENUE);
        assertThat(policy.getChannels()).isEmpty();
    }

    @Test
    void allFaultsAreToldWithTheirLines() {
        assertThatThrownBy(() -> PolicyFile.parse("""
                        weekly_bugdet: 100
                        objective: max_sales
                        margin: 130%
                        step: 0
                        max_weekly_shift: much
                        channels:
                          meta: {min: 5000, max: 900}
                          tv: {lock: true}
                        """, "policy.yaml"))
                .asInstanceOf(type(PolicyProblem.class))
                .extracting(PolicyProblem::faults)
                .asList()
                .hasSize(7)
                .anySatisfy(fault -> assertThat((String) fault)
                        .startsWith("policy.yaml:1: unknown name 'weekly_bugdet' (did you mean 'weekly_budget'?)"))
                .anySatisfy(
                        fault -> assertThat((String) fault).startsWith("policy.yaml:2: 'max_sales' is not known here"))
                .contains(
                        "policy.yaml:3: '130%' is not a share from 0 to 1, such as 0.3 or 30%",
                        "policy.yaml:4: '0' is not an amount above 0, such as 1 or 0.01",
                        "policy.yaml:5: 'much' is not a share of 0 or more, such as 0.15 or 15%",
                        "policy.yaml:7: the min of 'meta', 5000, is above its max, 900");
    }

    @Test
    void anObjectiveWithoutItsTargetIsAFault() {
        assertThatThrownBy(() -> PolicyFile.parse("weekly_budget: 5\nobjective: target_cac", "policy.yaml"))
                .hasMessage("policy.yaml:2: the objective target_cac needs 'target_cac'");
        assertThatThrownBy(() -> PolicyFile.read(Path.of("nowhere.yaml"))).hasMessageContaining("no such file");
    }
}
