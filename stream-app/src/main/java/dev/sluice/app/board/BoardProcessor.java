package dev.sluice.app.board;

import dev.sluice.app.domain.AccountSettings;
import dev.sluice.app.domain.AccountWeeks;
import dev.sluice.app.domain.WeekPhase;
import dev.sluice.app.ledger.AccountEntry;
import dev.sluice.app.ledger.Change;
import dev.sluice.app.ledger.Keys;
import dev.sluice.app.ledger.LedgerStores;
import dev.sluice.app.ops.RiverMeters;
import dev.sluice.app.state.WriteBackStore;
import dev.sluice.app.state.WriteBackStoreBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Stage 3. Sums deltas into the weeks of each account; a wall-clock punctuation publishes the weeks that are due, all
 * rows of a week together, and the books that changed. A slower one watches for weeks that settle.
 */
public final class BoardProcessor implements Processor<String, Change, String, Object> {
    /** Name of the store of weeks. */
    public static final String STORE = "weeks";

    private static final Duration SETTLE_CHECK = Duration.ofSeconds(10);
    private static final long LIVE_MILLIS = Duration.ofHours(1).toMillis();

    /** Names of the child nodes. */
    public record Children(String metrics, String reconciliation, String scoring) {}

    private final AccountSettings defaults;
    private final Duration publishInterval;
    private final InstantSource clock;
    private final RiverMeters meters;
    private final Backlog backlog;
    private final Children children;
    private final Map<ZoneId, AccountWeeks> calendars = new HashMap<>();

    /** Weeks to publish, by store key, with the timestamp of the first event that made them due. */
    private final Map<String, Long> dueWeeks = new LinkedHashMap<>();

    private final Set<String> dueAccounts = new LinkedHashSet<>();
    /** Accounts whose settings or policy changed: later stages look again, whether or not there are weeks. */
    private final Set<String> resetAccounts = new LinkedHashSet<>();

    private final Set<String> unsettled = new HashSet<>();
    private final MoneyTotals money = new MoneyTotals();
    private long rowsStanding;
    private long weeksSettled;
    private @Nullable Wiring maybeWiring;

    private record Wiring(
            ProcessorContext<String, Object> context,
            WriteBackStore<WeekEntry> weeks,
            WriteBackStore<AccountEntry> accounts,
            AccountGauges gauges) {}

    /**
     * Creates the stage.
     *
     * @param defaults settings of an account without a policy
     * @param publishInterval least time between two publications
     */
    public BoardProcessor(
            AccountSettings defaults,
            Duration publishInterval,
            InstantSource clock,
            RiverMeters meters,
            Backlog backlog,
            Children children) {
        this.defaults = defaults;
        this.publishInterval = publishInterval;
        this.clock = clock;
        this.meters = meters;
        this.backlog = backlog;
        this.children = children;
    }

    /** The store of weeks. */
    public static WriteBackStoreBuilder<?> store(int objects) {
        return new WriteBackStoreBuilder<>(STORE, WeekEntry.CODEC, objects);
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        Wiring wiring = new Wiring(
                context,
                context.getStateStore(STORE),
                context.getStateStore(LedgerStores.ACCOUNTS),
                new AccountGauges(context.taskId().toString(), meters.accounts()));
        maybeWiring = wiring;
        // What was committed but not yet published before a restart is due now.
        wiring.weeks.forEach("", (key, week) -> {
            if (week.isDue()) {
                dueWeeks.put(key, Long.MIN_VALUE);
            }
            if (week.publishedPhase() == WeekPhase.FINAL) {
                weeksSettled++;
            } else {
                unsettled.add(key);
            }
            week.rows().values().stream().filter(row -> row.published).forEach(row -> rowsStanding++);
            wiring.gauges.week(Keys.accountOf(key), weekOf(key), week);
        });
        wiring.accounts.forEach("", (key, account) -> {
            if (account.publishedEvents != account.events()) {
                dueAccounts.add(key);
            }
            money.set(key, account);
            wiring.gauges.takenOver(key, account);
        });
        if (!dueWeeks.isEmpty() || !dueAccounts.isEmpty()) {
            backlog.add(taskOf(wiring));
        }
        context.schedule(publishInterval, PunctuationType.WALL_CLOCK_TIME, now -> publish());
        context.schedule(SETTLE_CHECK, PunctuationType.WALL_CLOCK_TIME, now -> settle());
    }

    @Override
    public void process(Record<String, Change> record) {
        Wiring wiring = wiring();
        Change change = record.value();
        String account = change.account();
        change.forEachDelta((week, channel, delta) -> {
            String key = weekKey(account, week);
            WeekEntry entry = week(wiring, key);
            entry.add(channel, delta);
            wiring.weeks.put(key, entry);
        });
        change.forEachTouch((week, touch) -> {
            String key = weekKey(account, week);
            WeekEntry entry = week(wiring, key);
            entry.revision += touch.count();
            entry.asOf = Math.max(entry.asOf, touch.asOf());
            wiring.weeks.put(key, entry);
            due(key, change.arrivedMillis());
        });
        if (change.settingsChanged()) {
            resetAccounts.add(account);
            wiring.weeks.forEach(Keys.prefix(account), (key, entry) -> {
                entry.republish();
                wiring.weeks.put(key, entry);
                due(key, change.arrivedMillis());
            });
        }
        if (dueAccounts.isEmpty()) {
            backlog.add(taskOf(wiring));
        }
        dueAccounts.add(account);
    }

    private static WeekEntry week(Wiring wiring, String key) {
        return Objects.requireNonNullElseGet(wiring.weeks.get(key), WeekEntry::new);
    }

    private void due(String key, long arrivedMillis) {
        dueWeeks.putIfAbsent(key, arrivedMillis);
        unsettled.add(key);
    }

    private void publish() {
        Wiring wiring = wiring();
        long now = clock.millis();
        Set<String> changed = new LinkedHashSet<>(resetAccounts);
        resetAccounts.clear();
        dueWeeks.forEach((key, arrived) -> {
            publishWeek(wiring, key, arrived, now);
            changed.add(Keys.accountOf(key));
        });
        dueWeeks.clear();
        for (String account : changed) {
            wiring.context.forward(new Record<>(account, new AccountChanged(account), now), children.scoring());
        }
        for (String account : dueAccounts) {
            AccountEntry books = wiring.accounts.get(account);
            if (books != null) {
                wiring.context.forward(
                        new Record<>(account, Rows.reconciliation(account, books), now), children.reconciliation());
                money.set(account, books);
                wiring.gauges.booked(account, books, now);
                books.publishedEvents = books.events();
                wiring.accounts.put(account, books);
            }
        }
        dueAccounts.clear();
        String task = taskOf(wiring);
        backlog.clear(task);
        meters.boardRows(task, rowsStanding);
        meters.settledWeeks(task, weeksSettled);
        money.report(task, meters);
    }

    @Override
    public void close() {
        if (maybeWiring != null) {
            meters.taskClosed(taskOf(maybeWiring));
            maybeWiring.gauges.close();
            backlog.clear(taskOf(maybeWiring));
        }
    }

    private void publishWeek(Wiring wiring, String key, long arrived, long now) {
        WeekEntry entry = wiring.weeks.get(key);
        if (entry == null) {
            return;
        }
        String account = Keys.accountOf(key);
        int week = weekOf(key);
        AccountEntry owner = Objects.requireNonNullElseGet(wiring.accounts.get(account), () -> {
            throw new IllegalStateException("week " + key + " has no account");
        });
        AccountSettings settings = owner.settings(defaults);
        WeekPhase phase = phaseOf(week, settings, now);
        Iterator<Map.Entry<String, WeekEntry.Row>> rows =
                entry.rows().entrySet().iterator();
        while (rows.hasNext()) {
            Map.Entry<String, WeekEntry.Row> next = rows.next();
            WeekEntry.Row row = next.getValue();
            String rowKey = RowKey.of(account, next.getKey(), week);
            if (!row.totals.isEmpty()) {
                Object value = Rows.channelWeek(
                        account, next.getKey(), week, entry, row.totals, phase, settings, owner.currency());
                wiring.context.forward(new Record<>(rowKey, value, now), children.metrics());
                rowsStanding += row.published ? 0 : 1;
                row.published = true;
                meters.channelMetricsPublished(1);
            } else {
                if (row.published) {
                    wiring.context.forward(new Record<>(rowKey, null, now), children.metrics());
                    rowsStanding--;
                    meters.channelMetricsPublished(1);
                }
                rows.remove();
            }
        }
        if (phase == WeekPhase.FINAL && entry.publishedPhase() != WeekPhase.FINAL) {
            weeksSettled++;
        } else if (phase != WeekPhase.FINAL && entry.publishedPhase() == WeekPhase.FINAL) {
            weeksSettled--;
        }
        if (phase == WeekPhase.FINAL) {
            unsettled.remove(key);
        }
        entry.published(phase);
        wiring.weeks.put(key, entry);
        wiring.gauges.week(account, week, entry);
        // Replayed history carries old timestamps: its age is no latency.
        if (arrived > now - LIVE_MILLIS && arrived <= now) {
            meters.latency(Duration.ofMillis(now - arrived));
        }
    }

    /** Publishes the weeks whose phase has changed with the clock alone. */
    private void settle() {
        Wiring wiring = wiring();
        long now = clock.millis();
        for (String key : unsettled) {
            WeekEntry entry = wiring.weeks.get(key);
            String account = Keys.accountOf(key);
            AccountEntry owner = wiring.accounts.get(account);
            if (entry != null && owner != null && entry.isDue(phaseOf(weekOf(key), owner.settings(defaults), now))) {
                dueWeeks.putIfAbsent(key, Long.MIN_VALUE);
            }
        }
    }

    private WeekPhase phaseOf(int week, AccountSettings settings, long now) {
        AccountWeeks weeks = calendars.computeIfAbsent(settings.zone(), AccountWeeks::new);
        return WeekPhase.of(week, weeks, settings.settlingDays(), now);
    }

    private static String weekKey(String account, int week) {
        return Keys.of(account, Integer.toString(week));
    }

    private static int weekOf(String key) {
        return Integer.parseInt(Keys.idOf(key));
    }

    private static String taskOf(Wiring wiring) {
        return wiring.context.taskId().toString();
    }

    private Wiring wiring() {
        return Objects.requireNonNull(maybeWiring, "init comes first");
    }
}
