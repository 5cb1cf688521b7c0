package dev.sluice.app.intake;

import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.Click;
import dev.sluice.event.Order;
import dev.sluice.event.SpendReport;
import java.util.List;

/** What intake hands on: one record of one account, decoded and valid in itself, or one that was refused. */
public sealed interface AccountEvent {

    /** The account it is booked under. */
    String account();

    Origin origin();

    record Spend(String account, SpendReport report, Origin origin) implements AccountEvent {}

    record Ordered(String account, Order order, Origin origin) implements AccountEvent {}

    /** The valid clicks of a batch; the bad ones come as {@link Refused}. */
    record Clicked(String account, List<Click> clicks, Origin origin) implements AccountEvent {}

    record PolicySet(String account, BudgetPolicy policy, Origin origin) implements AccountEvent {}

    /**
     * A record, or one click of a batch, that is now a dead letter.
     *
     * @param kind what kind of event it would have been
     * @param count how many events were in it; 1 where that can't be read
     * @param amountMicros the amount it states, 0 where it states none or it can't be read
     */
    record Refused(String account, EventKind kind, long count, long amountMicros, Origin origin)
            implements AccountEvent {}
}
