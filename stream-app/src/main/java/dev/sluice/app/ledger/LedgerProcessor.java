package dev.sluice.app.ledger;

import dev.sluice.app.domain.AccountSettings;
import dev.sluice.app.domain.AccountWeeks;
import dev.sluice.app.domain.Outcome;
import dev.sluice.app.intake.AccountEvent;
import dev.sluice.app.intake.DeadLetter;
import dev.sluice.app.intake.EventKind;
import dev.sluice.app.intake.Origin;
import dev.sluice.app.intake.Reason;
import dev.sluice.app.intake.Rejection;
import dev.sluice.app.ops.RiverMeters;
import dev.sluice.app.state.WriteBackStore;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.Click;
import dev.sluice.event.ConversionsFrom;
import dev.sluice.event.Order;
import dev.sluice.event.OrderStatus;
import dev.sluice.event.SpendReport;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Stage 2. Applies each event to its ledger, books it, and hands the {@link Change} to the board. */
public final class LedgerProcessor implements Processor<String, AccountEvent, Object, Object> {

    /** Names of the child nodes. */
    public record Children(String board, String deadLetters) {}

    private final AccountSettings defaults;
    private final Duration lookback;
    private final RiverMeters meters;
    private final Children children;
    private final Map<ZoneId, AccountWeeks> calendars = new HashMap<>();
    private @Nullable Wiring maybeWiring;

    private record Wiring(
            ProcessorContext<Object, Object> context,
            WriteBackStore<AccountEntry> accounts,
            SpendLedger spend,
            OrderLedger orders) {}

    /**
     * Creates the stage.
     *
     * @param defaults settings of an account without a policy
     * @param lookback longest time from a click to the order it is credited with
     */
    public LedgerProcessor(AccountSettings defaults, Duration lookback, RiverMeters meters, Children children) {
        this.defaults = defaults;
        this.lookback = lookback;
        this.meters = meters;
        this.children = children;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        maybeWiring = new Wiring(
                context,
                context.getStateStore(LedgerStores.ACCOUNTS),
                new SpendLedger(context.getStateStore(LedgerStores.SPEND)),
                new OrderLedger(
                        context.getStateStore(LedgerStores.ORDERS),
                        context.getStateStore(LedgerStores.CLICKS),
                        context.getStateStore(LedgerStores.VISITORS),
                        context.getStateStore(LedgerStores.CUSTOMERS),
                        lookback.toMillis()));
    }

    @Override
    public void process(Record<String, AccountEvent> record) {
        Wiring wiring = Objects.requireNonNull(maybeWiring, "init comes first");
        AccountEvent event = record.value();
        String key = event.account();
        AccountEntry account = Objects.requireNonNullElseGet(wiring.accounts.get(key), AccountEntry::new);
        Change change = new Change(key, record.timestamp());
        switch (event) {
            case AccountEvent.Spend spend -> spend(wiring, account, spend, change);
            case AccountEvent.Ordered ordered -> order(wiring, account, ordered, change);
            case AccountEvent.Clicked clicked -> clicks(wiring, account, clicked, change);
            case AccountEvent.PolicySet policy -> policy(wiring, account, policy, change);
            case AccountEvent.Refused refused ->
                reject(account, refused.kind(), refused.count(), refused.amountMicros());
        }
        wiring.accounts.put(key, account);
        wiring.context.forward(new Record<>(key, change, record.timestamp()), children.board());
    }

    private void spend(Wiring wiring, AccountEntry account, AccountEvent.Spend event, Change change) {
        SpendReport report = event.report();
        if (isForeign(wiring, account, report.getCurrency(), event.origin())) {
            reject(account, EventKind.SPEND, 1, report.getSpendMicros());
            return;
        }
        Outcome outcome = wiring.spend.apply(event.account(), report, account.spend(), change);
        keepCurrency(account, report.getCurrency(), outcome, change);
        book(account, EventKind.SPEND, outcome, 1);
    }

    private void order(Wiring wiring, AccountEntry account, AccountEvent.Ordered event, Change change) {
        Order order = event.order();
        if (isForeign(wiring, account, order.getCurrency(), event.origin())) {
            boolean cancelled = order.getStatus() == OrderStatus.CANCELLED;
            reject(account, EventKind.ORDER, 1, cancelled ? 0 : order.getTotalMicros() - order.getRefundedMicros());
            return;
        }
        Outcome outcome = wiring.orders.apply(event.account(), order, weeksOf(account), account.revenue(), change);
        keepCurrency(account, order.getCurrency(), outcome, change);
        book(account, EventKind.ORDER, outcome, 1);
    }

    private void clicks(Wiring wiring, AccountEntry account, AccountEvent.Clicked event, Change change) {
        AccountWeeks weeks = weeksOf(account);
        long accepted = 0;
        for (Click click : event.clicks()) {
            if (wiring.orders.apply(event.account(), click, weeks, change).isAccepted()) {
                accepted++;
            }
        }
        book(account, EventKind.CLICK, Outcome.NEW, accepted);
        book(account, EventKind.CLICK, Outcome.DUPLICATE, event.clicks().size() - accepted);
    }

    private void policy(Wiring wiring, AccountEntry account, AccountEvent.PolicySet event, Change change) {
        BudgetPolicy policy = event.policy();
        String currency = policy.getCurrency().orElse(null);
        if (currency != null && account.moneyCounts && isForeign(wiring, account, currency, event.origin())) {
            reject(account, EventKind.POLICY, 1, 0);
            return;
        }
        Outcome outcome = Outcome.ofRevision(account.hasPolicy, account.policyRevision, policy.getRevision());
        if (outcome.isAccepted()) {
            AccountWeeks before = weeksOf(account);
            account.hasPolicy = true;
            account.policyRevision = policy.getRevision();
            account.set(
                    policy.getTimeZone().orElse(null),
                    policy.getSettlingDays().orElse(-1),
                    policy.getConversionsFrom() == ConversionsFrom.PLATFORM);
            if (!account.moneyCounts) {
                account.currency = currency;
            }
            AccountWeeks after = weeksOf(account);
            if (!before.zone().equals(after.zone())) {
                wiring.orders.rezone(event.account(), before, after, change);
            }
            change.settingsHaveChanged();
        }
        book(account, EventKind.POLICY, outcome, 1);
    }

    private boolean isForeign(Wiring wiring, AccountEntry account, String currency, Origin origin) {
        if (account.currency == null || account.currency.equals(currency)) {
            return false;
        }
        meters.deadLetter(Reason.CURRENCY_MISMATCH.name());
        Rejection why = new Rejection(
                Reason.CURRENCY_MISMATCH,
                "currency is " + currency + " but the account counts in " + account.currency
                        + "; an account has one currency, use another account id");
        wiring.context.forward(DeadLetter.of(origin, why, null), children.deadLetters());
        return true;
    }

    private static void keepCurrency(AccountEntry account, String currency, Outcome outcome, Change change) {
        if (outcome.isAccepted()) {
            if (account.currency == null) {
                // Rows of clicks alone may stand there without a currency.
                change.settingsHaveChanged();
            }
            account.currency = currency;
            account.moneyCounts = true;
        }
    }

    private void reject(AccountEntry account, EventKind kind, long count, long amountMicros) {
        switch (kind) {
            case SPEND -> account.spend().reject(amountMicros);
            case ORDER -> account.revenue().reject(amountMicros);
            case CLICK, POLICY -> {}
        }
        book(account, kind, Outcome.REJECTED, count);
    }

    private void book(AccountEntry account, EventKind kind, Outcome outcome, long n) {
        if (n > 0) {
            account.tally(kind).book(outcome, n);
            account.events += n;
            meters.eventsCounted(kind.topic(), meter(outcome), n);
        }
    }

    private AccountWeeks weeksOf(AccountEntry account) {
        return calendars.computeIfAbsent(account.settings(defaults).zone(), AccountWeeks::new);
    }

    private static RiverMeters.Outcome meter(Outcome outcome) {
        return switch (outcome) {
            case NEW, REPLACED -> RiverMeters.Outcome.ACCEPTED;
            case DUPLICATE -> RiverMeters.Outcome.DUPLICATE;
            case STALE -> RiverMeters.Outcome.STALE;
            case REJECTED -> RiverMeters.Outcome.REJECTED;
        };
    }
}
