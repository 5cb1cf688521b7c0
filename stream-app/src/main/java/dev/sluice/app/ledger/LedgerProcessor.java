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
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Stage 2. Applies each event to its ledger, books it, and hands the {@link Change} to the board. */
public final class LedgerProcessor implements Processor<String, AccountEvent, Object, Object> {

    /** Names of the child nodes. */
    public record Children(String board, String deadLetters) {}

    /**
     * What the ledgers go by.
     *
     * @param defaults settings of an account without a policy
     * @param lookback longest time from a click to the order it is credited with
     * @param retention how long reports and orders are kept
     * @param clickHorizon how long clicks are kept
     */
    public record Rules(AccountSettings defaults, Duration lookback, Duration retention, Duration clickHorizon) {}

    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(10);
    private static final long DAY_MILLIS = 86_400_000L;

    private final Rules rules;
    private final InstantSource clock;
    private final RiverMeters meters;
    private final Children children;
    private final Map<ZoneId, AccountWeeks> calendars = new HashMap<>();
    private @Nullable Wiring maybeWiring;

    private record Wiring(
            ProcessorContext<Object, Object> context,
            WriteBackStore<AccountEntry> accounts,
            WriteBackStore<BudgetPolicy> policies,
            SpendLedger spend,
            OrderLedger orders) {}

    /** Creates the stage. */
    public LedgerProcessor(Rules rules, InstantSource clock, RiverMeters meters, Children children) {
        this.rules = rules;
        this.clock = clock;
        this.meters = meters;
        this.children = children;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        WriteBackStore<AccountEntry> accounts = context.getStateStore(LedgerStores.ACCOUNTS);
        WriteBackStore<BudgetPolicy> policies = context.getStateStore(LedgerStores.POLICIES);
        WriteBackStore<SpendEntry> spend = context.getStateStore(LedgerStores.SPEND);
        WriteBackStore<OrderEntry> orders = context.getStateStore(LedgerStores.ORDERS);
        WriteBackStore<ClickEntry> clicks = context.getStateStore(LedgerStores.CLICKS);
        WriteBackStore<VisitorEntry> visitors = context.getStateStore(LedgerStores.VISITORS);
        WriteBackStore<CustomerEntry> customers = context.getStateStore(LedgerStores.CUSTOMERS);
        maybeWiring = new Wiring(
                context,
                accounts,
                policies,
                new SpendLedger(spend),
                new OrderLedger(
                        orders, clicks, visitors, customers, rules.lookback().toMillis()));
        Retention retention = new Retention(rules.retention(), rules.clickHorizon());
        context.schedule(
                SWEEP_INTERVAL,
                PunctuationType.WALL_CLOCK_TIME,
                now -> retention.turn(clock.millis(), accounts, spend, orders, clicks, visitors));
    }

    @Override
    public void process(Record<String, AccountEvent> record) {
        Wiring wiring = Objects.requireNonNull(maybeWiring, "init comes first");
        AccountEvent event = record.value();
        String key = event.account();
        AccountEntry account = Objects.requireNonNullElseGet(wiring.accounts.get(key), AccountEntry::new);
        account.seen.add(event.origin());
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
        if (report.getDay() <= account.spendGoneTo) {
            refuseForgotten(wiring, event.origin(), "day " + LocalDate.ofEpochDay(report.getDay()));
            reject(account, EventKind.SPEND, 1, report.getSpendMicros());
            return;
        }
        Outcome outcome = wiring.spend.apply(event.account(), report, today(), account.spend(), change);
        keepCurrency(account, report.getCurrency(), outcome, change);
        book(account, EventKind.SPEND, outcome, 1);
    }

    private void order(Wiring wiring, AccountEntry account, AccountEvent.Ordered event, Change change) {
        Order order = event.order();
        boolean cancelled = order.getStatus() == OrderStatus.CANCELLED;
        if (isForeign(wiring, account, order.getCurrency(), event.origin())) {
            reject(account, EventKind.ORDER, 1, cancelled ? 0 : order.getTotalMicros() - order.getRefundedMicros());
            return;
        }
        if (order.getPlacedAt() <= account.ordersGoneTo) {
            refuseForgotten(wiring, event.origin(), "placed_at " + Instant.ofEpochMilli(order.getPlacedAt()));
            reject(account, EventKind.ORDER, 1, cancelled ? 0 : order.getTotalMicros() - order.getRefundedMicros());
            return;
        }
        Outcome outcome =
                wiring.orders.apply(event.account(), order, today(), weeksOf(account), account.revenue(), change);
        keepCurrency(account, order.getCurrency(), outcome, change);
        book(account, EventKind.ORDER, outcome, 1);
    }

    private void clicks(Wiring wiring, AccountEntry account, AccountEvent.Clicked event, Change change) {
        AccountWeeks weeks = weeksOf(account);
        int today = today();
        long accepted = 0;
        long forgotten = 0;
        for (Click click : event.clicks()) {
            if (click.getClickedAt() <= account.clicksGoneTo) {
                refuseForgotten(wiring, event.origin(), "clicked_at " + Instant.ofEpochMilli(click.getClickedAt()));
                forgotten++;
            } else if (wiring.orders
                    .apply(event.account(), click, today, weeks, change)
                    .isAccepted()) {
                accepted++;
            }
        }
        book(account, EventKind.CLICK, Outcome.NEW, accepted);
        book(account, EventKind.CLICK, Outcome.DUPLICATE, event.clicks().size() - accepted - forgotten);
        book(account, EventKind.CLICK, Outcome.REJECTED, forgotten);
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
            wiring.policies.put(event.account(), policy);
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

    private void refuseForgotten(Wiring wiring, Origin origin, String what) {
        meters.deadLetter(Reason.BEYOND_RETENTION.name());
        Rejection why = new Rejection(
                Reason.BEYOND_RETENTION,
                what + " lies further back than the ledger remembers; raise retention and click.horizon to keep more");
        wiring.context.forward(DeadLetter.of(origin, why, null), children.deadLetters());
    }

    private int today() {
        return (int) (clock.millis() / DAY_MILLIS);
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
        return calendars.computeIfAbsent(account.settings(rules.defaults()).zone(), AccountWeeks::new);
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
