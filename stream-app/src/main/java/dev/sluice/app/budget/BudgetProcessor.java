package dev.sluice.app.budget;

import dev.sluice.app.board.AccountChanged;
import dev.sluice.app.board.BoardReader;
import dev.sluice.app.domain.AccountSettings;
import dev.sluice.app.domain.AccountWeeks;
import dev.sluice.app.ledger.AccountEntry;
import dev.sluice.app.ledger.LedgerStores;
import dev.sluice.app.ops.BudgetMeters;
import dev.sluice.app.scoring.Shelf;
import dev.sluice.app.state.WriteBackStore;
import dev.sluice.app.state.WriteBackStoreBuilder;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.BudgetRecommendation;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Stage 5. Advises accounts whose data, policy or model changed, each at most once an interval, and all of them as days and
 * weeks begin; follows up what was advised. A round takes few accounts, so that records don't wait behind it: advising one
 * account costs milliseconds (docs/performance.md), scoring one some tens of microseconds.
 */
public final class BudgetProcessor implements Processor<String, AccountChanged, String, BudgetRecommendation> {
    /** Name of the store of standing and followed advice. */
    public static final String ADVICE = "advice";

    /** Names of the child nodes. */
    public record Children(String recommendations, String history) {}

    /** Rounds come this much more often than an account is looked at, so that a change after a rest hardly waits. */
    private static final int ROUNDS = 4;

    /** A round ends at the first of these; the accounts that are left come first in the next. */
    private static final int MOST_ACCOUNTS = 64;

    private static final long MOST_MILLIS = 150;

    /** A shelf that can't be filled (its topic is out of reach) must not silence advice for ever. */
    private static final long LONGEST_FILL_MILLIS = 60_000;

    private static final long HOUR_MILLIS = 3_600_000L;

    /** An entry holds some weeks' advice, tens of times the size of what other stores hold. */
    private static final int SIZE_OF_AN_ENTRY = 20;

    private static final int LEAST_OBJECTS = 200;

    private final AccountSettings defaults;
    private final Duration interval;
    private final InstantSource clock;
    private final Shelf shelf;
    private final BudgetMeters meters;
    private final Children children;
    private final Map<ZoneId, AccountWeeks> calendars = new HashMap<>();
    private final Map<String, Calm> calms = new HashMap<>();
    private @Nullable Wiring maybeWiring;

    private record Wiring(
            ProcessorContext<String, BudgetRecommendation> context,
            BoardReader board,
            WriteBackStore<AccountEntry> accounts,
            WriteBackStore<BudgetPolicy> policies,
            AdviceDesk desk,
            AdviceTotals totals,
            DueAccounts due,
            AdviceFailures failures,
            long openedAt) {}

    /**
     * Creates the stage.
     *
     * @param defaults settings of an account without a policy
     * @param interval least time between two looks at an account
     * @param shelf the models
     */
    public BudgetProcessor(
            AccountSettings defaults,
            Duration interval,
            InstantSource clock,
            Shelf shelf,
            BudgetMeters meters,
            Children children) {
        this.defaults = defaults;
        this.interval = interval;
        this.clock = clock;
        this.shelf = shelf;
        this.meters = meters;
        this.children = children;
    }

    /**
     * The store of this stage.
     *
     * @param objects entries that a store of small values keeps on the heap, per partition
     */
    public static WriteBackStoreBuilder<?> store(int objects) {
        return new WriteBackStoreBuilder<>(
                ADVICE, AdviceEntry.CODEC, Math.max(LEAST_OBJECTS, objects / SIZE_OF_AN_ENTRY));
    }

    @Override
    public void init(ProcessorContext<String, BudgetRecommendation> context) {
        WriteBackStore<AccountEntry> accounts = context.getStateStore(LedgerStores.ACCOUNTS);
        WriteBackStore<BudgetPolicy> policies = context.getStateStore(LedgerStores.POLICIES);
        WriteBackStore<AdviceEntry> advice = context.getStateStore(ADVICE);
        AdviceTotals totals = new AdviceTotals(context.taskId().toString(), meters);
        Wiring wiring = new Wiring(
                context,
                new BoardReader(context),
                accounts,
                policies,
                new AdviceDesk(advice, meters, totals, outlet(context)),
                totals,
                new DueAccounts(interval.toMillis(), shelf.changes()),
                new AdviceFailures(meters),
                context.currentSystemTimeMs());
        maybeWiring = wiring;
        advice.forEach("", totals::set);
        // What changed before a restart may not have been answered yet.
        accounts.forEach("", (account, entry) -> wiring.due.changed(account));
        Duration round = interval.dividedBy(ROUNDS);
        context.schedule(round.isZero() ? interval : round, PunctuationType.WALL_CLOCK_TIME, now -> round());
    }

    private AdviceDesk.Outlet outlet(ProcessorContext<String, BudgetRecommendation> context) {
        return new AdviceDesk.Outlet() {
            @Override
            public void recommend(BudgetRecommendation advice) {
                context.forward(new Record<>(advice.getAccount(), advice, clock.millis()), children.recommendations());
            }

            @Override
            public void record(BudgetRecommendation advice) {
                context.forward(new Record<>(advice.getAccount(), advice, clock.millis()), children.history());
            }
        };
    }

    @Override
    public void process(Record<String, AccountChanged> record) {
        wiring().due.changed(record.value().account());
    }

    /** Paced by the stream's own time: advice itself goes by the clock, which may stand still in a replay. */
    private void round() {
        Wiring wiring = wiring();
        long begin = wiring.context.currentSystemTimeMs();
        if (!shelf.isFilled() && begin - wiring.openedAt < LONGEST_FILL_MILLIS) {
            return;
        }
        wiring.due.modelsAt(shelf.changes());
        long now = begin;
        for (int n = 0; n < MOST_ACCOUNTS && now - begin <= MOST_MILLIS; n++) {
            String account = wiring.due.next(now);
            if (account == null) {
                break;
            }
            long pause = look(wiring, account);
            now = wiring.context.currentSystemTimeMs();
            wiring.due.again(account, now + pause);
        }
        wiring.totals.report();
    }

    /** Looks at an account; milliseconds until it is to be looked at again though nothing changes. */
    private long look(Wiring wiring, String account) {
        long now = clock.millis();
        AccountEntry entry = wiring.accounts.get(account);
        if (entry == null) {
            throw new IllegalStateException("account " + account + " was published but is not in the books");
        }
        AccountSettings settings = entry.settings(defaults);
        AccountWeeks calendar = calendars.computeIfAbsent(settings.zone(), AccountWeeks::new);
        AccountView view = new AccountView(
                account,
                entry.currency(),
                Optional.ofNullable(wiring.policies.get(account)),
                settings,
                calendar,
                wiring.board.history(account),
                now,
                entry.seenOffsets());
        if (view.history().weeks().isEmpty() && view.policy().isEmpty()) {
            // Nothing but refused records.
            return HOUR_MILLIS;
        }
        Calm.State state = new Calm.State(
                entry.events(),
                view.completeRevision(),
                view.policy().map(BudgetPolicy::getRevision).orElse(Long.MIN_VALUE),
                wiring.due.models(),
                view.today());
        Calm last = calms.get(account);
        boolean rests = last != null && last.state().equals(state);
        Calm calm = last == null ? Calm.first(state) : last.next(state);
        try (ModelAdviser adviser = new ModelAdviser(shelf, view)) {
            calm = answer(wiring, view, adviser, calm, rests);
        }
        calms.put(account, calm);
        return rests ? HOUR_MILLIS - Math.floorMod(now, HOUR_MILLIS) : interval.toMillis();
    }

    private Calm answer(Wiring wiring, AccountView view, ModelAdviser adviser, Calm calm, boolean rests) {
        Counterfactual counterfactual = wiring.failures.guarded(view.account(), adviser.counterfactual());
        wiring.desk.follow(view, counterfactual, rests);
        if (!calm.isToAnswer(rests)) {
            return calm;
        }
        Optional<Advised> advice = wiring.failures.guarded(view.account(), () -> meters.time(adviser::advise));
        advice.ifPresent(given -> wiring.desk.take(view, given, rests));
        return calm.answered(rests);
    }

    private Wiring wiring() {
        return Objects.requireNonNull(maybeWiring, "init comes first");
    }

    @Override
    public void close() {
        if (maybeWiring != null) {
            meters.taskClosed(maybeWiring.context.taskId().toString());
        }
    }
}
