package dev.sluice.app.scoring;

import dev.sluice.app.board.AccountChanged;
import dev.sluice.app.board.BoardReader;
import dev.sluice.app.domain.AccountSettings;
import dev.sluice.app.domain.AccountWeeks;
import dev.sluice.app.ledger.AccountEntry;
import dev.sluice.app.ledger.LedgerStores;
import dev.sluice.app.ops.ScoringMeters;
import dev.sluice.app.state.WriteBackStore;
import dev.sluice.app.state.WriteBackStoreBuilder;
import dev.sluice.event.ChannelScore;
import dev.sluice.event.FeatureRow;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Stage 4. The board says which accounts changed; a wall-clock punctuation scores them together. An account without
 * events is looked at once an hour, since its open week passes, and when the models have changed. An event costs no more
 * than a map entry here, whatever the models. The budget stage hears of changed accounts at once: its advice does not wait for
 * scores.
 */
public final class ScoringProcessor implements Processor<String, AccountChanged, String, Object> {
    /** Name of the store of rows that wait for outcomes and of what was published. */
    public static final String WEEKS = "scored-weeks";
    /** Name of the store of how models do. */
    public static final String QUALITY = "model-quality";

    /** Names of the child nodes. */
    public record Children(String scores, String features, String budget) {}

    /** A round takes so many accounts, so that the stream thread is soon back at the events; the rest is next. */
    private static final int MOST_ACCOUNTS = 256;

    /** Likewise: 5,000 of them took 1 to 2.5 s on a busy machine, and records wait behind a round. */
    private static final int MOST_SETTLED_ROWS = 1_000;

    private static final long HOUR_MILLIS = 3_600_000L;
    /** An entry holds rows of features, tens of times the size of what other stores hold. */
    private static final int SIZE_OF_A_WEEK = 20;

    private static final int LEAST_OBJECTS = 200;

    private final AccountSettings defaults;
    private final Duration interval;
    private final InstantSource clock;
    private final Shelf shelf;
    private final ScoringMeters meters;
    private final Children children;
    private final Map<ZoneId, AccountWeeks> calendars = new HashMap<>();

    /** When each account is due, milliseconds since the epoch; in the order in which they came to be due. */
    private final LinkedHashMap<String, Long> due = new LinkedHashMap<>();

    private @Nullable Wiring maybeWiring;
    /** The shelf's changes that have been answered. */
    private long shelfChanges;

    private record Wiring(
            ProcessorContext<String, Object> context,
            BoardReader board,
            WriteBackStore<AccountEntry> accounts,
            ScoreDesk desk,
            Settlement settlement,
            DriftWatch drift,
            ScoringFailures failures) {}

    /**
     * Creates the stage.
     *
     * @param defaults settings of an account without a policy
     * @param interval time between two rounds
     * @param shelf the models
     */
    public ScoringProcessor(
            AccountSettings defaults,
            Duration interval,
            InstantSource clock,
            Shelf shelf,
            ScoringMeters meters,
            Children children) {
        this.defaults = defaults;
        this.interval = interval;
        this.clock = clock;
        this.shelf = shelf;
        this.meters = meters;
        this.children = children;
    }

    /**
     * The stores of this stage.
     *
     * @param objects entries that a store of small values keeps on the heap, per partition
     */
    public static List<WriteBackStoreBuilder<?>> stores(int objects) {
        int most = Math.max(LEAST_OBJECTS, objects / SIZE_OF_A_WEEK);
        return List.of(
                new WriteBackStoreBuilder<>(WEEKS, ScoredWeek.CODEC, most),
                new WriteBackStoreBuilder<>(QUALITY, QualityBook.CODEC, most));
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        WriteBackStore<AccountEntry> accounts = context.getStateStore(LedgerStores.ACCOUNTS);
        WriteBackStore<ScoredWeek> weeks = context.getStateStore(WEEKS);
        WriteBackStore<QualityBook> books = context.getStateStore(QUALITY);
        String task = context.taskId().toString();
        QualityTotals totals = new QualityTotals(task, meters);
        DriftWatch drift = new DriftWatch(task, meters);
        Outlet outlet = outlet(context);
        maybeWiring = new Wiring(
                context,
                new BoardReader(context),
                accounts,
                new ScoreDesk(weeks, books, drift, meters, outlet),
                new Settlement(weeks, books, totals, meters, outlet),
                drift,
                new ScoringFailures(meters));
        books.forEach("", totals::set);
        // What changed before a restart may not have been scored yet.
        accounts.forEach("", (account, entry) -> due.put(account, Long.MIN_VALUE));
        shelfChanges = shelf.changes();
        context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, now -> meters.time(this::round));
    }

    private Outlet outlet(ProcessorContext<String, Object> context) {
        return new Outlet() {
            @Override
            public void score(String key, ChannelScore score) {
                context.forward(new Record<>(key, score, clock.millis()), children.scores());
            }

            @Override
            public void feature(String account, FeatureRow row) {
                context.forward(new Record<>(account, row, clock.millis()), children.features());
            }
        };
    }

    @Override
    public void process(Record<String, AccountChanged> record) {
        due.put(record.value().account(), Long.MIN_VALUE);
        wiring().context.forward(new Record<>(record.key(), record.value(), record.timestamp()), children.budget());
    }

    private void round() {
        Wiring wiring = wiring();
        long now = clock.millis();
        wiring.settlement.begin(MOST_SETTLED_ROWS);
        hearOfNewModels();
        List<Look> looks = new ArrayList<>();
        try (ScoringRound scoring = new ScoringRound(shelf, wiring.failures)) {
            for (String account : nextDue(now)) {
                looks.add(look(wiring, account, now, scoring));
            }
            scoring.score(wiring.drift);
        }
        for (Look look : looks) {
            // Outcomes first: they re-calibrate the intervals that are published next.
            Settlement.Rest rest = wiring.settlement.settle(look);
            boolean waiting = wiring.desk.publish(look);
            boolean hourly = rest.later() || !look.rows().isEmpty();
            long nextHour = Math.floorDiv(now, HOUR_MILLIS) * HOUR_MILLIS + HOUR_MILLIS;
            due.put(look.account(), rest.soon() || waiting ? now : hourly ? nextHour : Long.MAX_VALUE);
        }
    }

    /** Other models say other things of accounts at rest, too; those whose past has nothing to score stay where they are. */
    private void hearOfNewModels() {
        long changes = shelf.changes();
        if (changes != shelfChanges) {
            shelfChanges = changes;
            due.replaceAll((account, at) -> at == Long.MAX_VALUE ? at : Long.MIN_VALUE);
        }
    }

    /** Takes those that are due off the list, the one that waited longest first. */
    private List<String> nextDue(long now) {
        List<String> next = new ArrayList<>();
        Iterator<Map.Entry<String, Long>> all = due.entrySet().iterator();
        while (all.hasNext() && next.size() < MOST_ACCOUNTS) {
            Map.Entry<String, Long> entry = all.next();
            if (entry.getValue() <= now) {
                next.add(entry.getKey());
                all.remove();
            }
        }
        return next;
    }

    private Look look(Wiring wiring, String account, long now, ScoringRound scoring) {
        AccountEntry entry = wiring.accounts.get(account);
        if (entry == null) {
            throw new IllegalStateException("account " + account + " was published but is not in the books");
        }
        AccountSettings settings = entry.settings(defaults);
        AccountWeeks calendar = calendars.computeIfAbsent(settings.zone(), AccountWeeks::new);
        var history = wiring.board.history(account);
        boolean fromPlatform = settings.conversionsFromPlatform();
        List<Scored> rows = Features.at(history, calendar, fromPlatform, now).stream()
                .map(row -> scoring.add(account, row))
                .toList();
        return new Look(account, history, calendar, settings.settlingDays(), fromPlatform, now, rows);
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
