package dev.sluice.app.command;

import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.event.BudgetPolicy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.NavigableMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice policy}. */
@Command(
        name = "policy",
        description = "Set and show what accounts want from their budgets.",
        footer = {
            "",
            "A policy.yaml, money in currency units:",
            "  objective: max_revenue        (or max_profit, target_roas, target_mroas, target_cac)",
            "  weekly_budget: 50000",
            "  max_weekly_shift: 15%",
            "  channels:",
            "    search: {min: 1000, max: 20000}",
            "    email: {locked: true}",
            "",
            "Examples:",
            "  sluice policy set policy.yaml --account acme-eu",
            "  sluice policy show --account acme-eu > policy.yaml",
            "  sluice policy show                                      (of all accounts)"
        })
public final class PolicyCommand implements Runnable {
    private final Surroundings around;
    private final InstantSource clock;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    public PolicyCommand(Surroundings around) {
        this.around = around;
        this.clock = InstantSource.system();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: set or show");
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Set an account's policy; a running app answers with new advice within seconds.",
                "Settings of the account (time_zone, currency, settling_days, conversions_from) that the file does not"
                        + " name stay what they are; all else that it does not name takes its default."
            })
    int set(
            @Mixin CommonOptions options,
            @Parameters(paramLabel = "FILE", description = "The policy.yaml") Path file,
            @Option(names = "--account", required = true, paramLabel = "ID", description = "The account")
                    String account)
            throws ExecutionException, InterruptedException {
        long now = clock.millis();
        BudgetPolicy.Builder fresh =
                BudgetPolicy.newBuilder().setAccount(account).setRevision(1).setUpdatedAt(now);
        // Once without the cluster: a bad file is told at once.
        PolicyReading.read(around.directory(), file, BudgetPolicy.newBuilder(fresh), now);
        SluiceConfig config = options.loadQuietly(around);
        PolicyTopic topic = new PolicyTopic(config);
        BudgetPolicy last = lastOf(topic, account, now);
        if (last != null) {
            fresh.setRevision(last.getRevision() + 1)
                    .setTimeZone(last.getTimeZone().orElse(null))
                    .setCurrency(last.getCurrency().orElse(null))
                    .setSettlingDays(last.getSettlingDays().orElse(null))
                    .setConversionsFrom(last.getConversionsFrom());
        }
        BudgetPolicy policy = PolicyReading.read(around.directory(), file, fresh, now);
        String where = topic.set(policy);
        around.out().println("Policy of " + account + ", revision " + policy.getRevision() + ": " + where);
        return ExitCode.OK.code();
    }

    private static @Nullable BudgetPolicy lastOf(PolicyTopic topic, String account, long now) {
        try {
            return topic.inForce(now).get(account);
        } catch (CommandFailure e) {
            // No topic yet: it is made when the policy is sent.
            return null;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Show the policy in force, as a policy.yaml; without --account those of all accounts.")
    int show(
            @Mixin CommonOptions options,
            @Option(names = "--account", paramLabel = "ID", description = "The account") @Nullable String account) {
        NavigableMap<String, BudgetPolicy> policies =
                new PolicyTopic(options.loadQuietly(around)).inForce(clock.millis());
        if (account == null) {
            policies.values().forEach(this::print);
        } else if (policies.get(account) instanceof BudgetPolicy policy) {
            print(policy);
        } else {
            throw new CommandFailure(
                    ExitCode.DATA_PROBLEMS,
                    "No policy is in force for account '" + account
                            + "': the defaults hold (most revenue from the money that is spent now, 15 % a week)");
        }
        return ExitCode.OK.code();
    }

    private void print(BudgetPolicy policy) {
        around.out()
                .println("# " + policy.getAccount() + ", revision " + policy.getRevision() + ", set "
                        + Instant.ofEpochMilli(policy.getUpdatedAt()));
        PolicyText.print(policy, around.out());
    }
}
