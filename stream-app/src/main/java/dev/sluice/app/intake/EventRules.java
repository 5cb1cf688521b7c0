package dev.sluice.app.intake;

import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.Click;
import dev.sluice.event.Order;
import dev.sluice.event.SpendReport;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether intake would take an event, for those who can still say no to its sender. What depends on the account's own past
 * (its currency, what is older than the ledger remembers) is for the river to say.
 */
public final class EventRules {
    private final Validation validation;

    /**
     * The rules at a moment.
     *
     * @param nowMillis to judge times against, milliseconds since the epoch
     */
    public EventRules(long nowMillis) {
        this.validation = new Validation(nowMillis);
    }

    /** Why intake would refuse it; empty where it would take it. */
    public Optional<Rejection> refusal(SpendReport report) {
        return first(account(report.getAccount()), validation.check(report));
    }

    /** Why intake would refuse it; empty where it would take it. */
    public Optional<Rejection> refusal(String account, Click click) {
        return first(account(account), validation.check(click));
    }

    /** Why intake would refuse it; empty where it would take it. */
    public Optional<Rejection> refusal(Order order) {
        return first(account(order.getAccount()), validation.check(order));
    }

    /** Why intake would refuse it; empty where it would take it. */
    public Optional<Rejection> refusal(BudgetPolicy policy) {
        return first(account(policy.getAccount()), validation.check(policy));
    }

    /** Why a text can't be an account; empty where it can. */
    public static Optional<Rejection> accountRefusal(String account) {
        return Optional.ofNullable(account(account));
    }

    private static @Nullable Rejection account(String account) {
        return Intake.keyFault(account);
    }

    private static Optional<Rejection> first(@Nullable Rejection a, @Nullable Rejection b) {
        return Optional.ofNullable(a != null ? a : b);
    }
}
