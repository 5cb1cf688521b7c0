package dev.sluice.app.scoring;

import dev.sluice.app.board.AccountHistory;
import dev.sluice.app.domain.ChannelTotals;
import dev.sluice.app.domain.WeekPhase;
import dev.sluice.app.ledger.Keys;
import dev.sluice.app.ops.ScoringMeters;
import dev.sluice.app.scoring.QualityBook.Subject;
import dev.sluice.app.scoring.Snapshot.Prediction;
import dev.sluice.app.state.WriteBackStore;
import dev.sluice.schemas.model.FeatureCatalogue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Meets forecasts with outcomes. A week is completed when it is FINAL and neither it nor the weeks its rows look back on
 * have changed for {@value #QUIET_LOOKS} rounds, so that a replayed history is not written again with every event.
 *
 * <p>Rows that were scored in time are written once with their outcome, and judge their models. Of channels that were
 * not scored the rows are built as they would have been when the week before began and when it ended; a week that has only such rows is
 * rebuilt if its history changes later on.
 */
final class Settlement {
    static final int QUIET_LOOKS = 3;

    /** What is still to be done for an account: look again soon, or look again some time. */
    record Rest(boolean soon, boolean later) {}

    private record Quiet(long revision, int looks) {}

    /** Up to which week an account has nothing to settle, as long as those weeks stay what they are. */
    private record Done(int lastFinal, long revision) {}

    private final WriteBackStore<ScoredWeek> weeks;
    private final WriteBackStore<QualityBook> books;
    private final QualityTotals totals;
    private final ScoringMeters meters;
    private final Outlet outlet;
    private final Map<String, Quiet> unquiet = new HashMap<>();
    private final Map<String, Done> done = new HashMap<>();
    private int budget;

    Settlement(
            WriteBackStore<ScoredWeek> weeks,
            WriteBackStore<QualityBook> books,
            QualityTotals totals,
            ScoringMeters meters,
            Outlet outlet) {
        this.weeks = weeks;
        this.books = books;
        this.totals = totals;
        this.meters = meters;
        this.outlet = outlet;
    }

    /** Begins a round that may write about so many rows; what is left waits for the next. */
    void begin(int rows) {
        budget = rows;
    }

    Rest settle(Look look) {
        int last = lastFinal(look);
        // Weeks that may still have to wait for their end, and the rows of the two weeks after it.
        boolean later = !look.history()
                .weeks()
                .tailMap(last - 7 * (FeatureCatalogue.WINDOW + 1), true)
                .isEmpty();
        Done now = new Done(last, look.revision(Integer.MIN_VALUE, last));
        if (now.equals(done.get(look.account()))) {
            return new Rest(false, later);
        }
        boolean soon = false;
        for (int week : candidates(look, last)) {
            soon |= !settle(look, week);
        }
        if (!soon) {
            done.put(look.account(), now);
        }
        return new Rest(soon, later);
    }

    /** False if it is too early for this week. */
    private boolean settle(Look look, int week) {
        String key = Keys.of(look.account(), Integer.toString(week));
        ScoredWeek scored = weeks.get(key);
        if (scored != null && scored.stage == ScoredWeek.Stage.COMPLETED) {
            return true;
        }
        // What its rows look back on counts, too.
        long revision = look.revision(week - 7 * (FeatureCatalogue.WINDOW + 1), week);
        if (scored != null && scored.stage == ScoredWeek.Stage.REBUILT && scored.revision == revision) {
            return true;
        }
        if (budget <= 0 || !isQuiet(key, revision)) {
            return false;
        }
        complete(look, week, key, Objects.requireNonNullElseGet(scored, ScoredWeek::new), revision);
        return true;
    }

    private static int lastFinal(Look look) {
        int week = look.openWeek() - 7;
        while (WeekPhase.of(week, look.calendar(), look.settlingDays(), look.now()) != WeekPhase.FINAL) {
            week -= 7;
        }
        return week;
    }

    /** The weeks that may have rows: those with events, and as long after as their events are looked back on. */
    private static List<Integer> candidates(Look look, int end) {
        List<Integer> found = new ArrayList<>();
        int last = Integer.MIN_VALUE;
        for (int week : look.history().weeks().headMap(end, true).keySet()) {
            int to = Math.min(end, week + 7 * (FeatureCatalogue.WINDOW + 1));
            for (int next = Math.max(week, last + 7); next <= to; next += 7) {
                found.add(next);
                last = next;
            }
        }
        return found;
    }

    private boolean isQuiet(String key, long revision) {
        Quiet quiet = unquiet.get(key);
        if (quiet == null || quiet.revision != revision) {
            unquiet.put(key, new Quiet(revision, 1));
            return false;
        }
        if (quiet.looks + 1 < QUIET_LOOKS) {
            unquiet.put(key, new Quiet(revision, quiet.looks + 1));
            return false;
        }
        unquiet.remove(key);
        return true;
    }

    private void complete(Look look, int week, String key, ScoredWeek scored, long revision) {
        boolean inTime = scored.hasSnapshots();
        Map<String, List<Snapshot>> rows = new HashMap<>();
        scored.channels().forEach((channel, of) -> {
            if (!of.snapshots.isEmpty()) {
                rows.put(channel, List.copyOf(of.snapshots));
            }
        });
        if (inTime) {
            judge(look, week, rows);
        }
        for (Snapshot built : rebuilt(look, week)) {
            List<Snapshot> of = rows.get(built.row().channel());
            if (of == null || of.getFirst().mark() == Snapshot.AFTERWARDS) {
                rows.computeIfAbsent(built.row().channel(), c -> new ArrayList<>())
                        .add(built);
            }
        }
        scored.written = write(look, week, rows, scored.written);
        scored.revision = revision;
        scored.stage = inTime ? ScoredWeek.Stage.COMPLETED : ScoredWeek.Stage.REBUILT;
        scored.channels().values().forEach(channel -> channel.snapshots.clear());
        weeks.put(key, scored);
    }

    /**
     * The rows as they would have been: at the beginning of the week before, where the first word on a week is spoken, at
     * that week's end, and a moment later. What lies between is not known any more.
     */
    private static List<Snapshot> rebuilt(Look look, int week) {
        long start = look.calendar().startMillis(week);
        List<Snapshot> built = new ArrayList<>();
        rebuild(
                look,
                week,
                look.calendar().startMillis(week - 7),
                look.history().before(week - 7),
                built);
        AccountHistory known = look.history().before(week);
        rebuild(look, week, start - 1, known, built);
        rebuild(look, week, start, known, built);
        return built;
    }

    private static void rebuild(Look look, int week, long moment, AccountHistory known, List<Snapshot> built) {
        for (FeatureVector row : Features.at(known, look.calendar(), look.fromPlatform(), moment)) {
            if (row.week() == week) {
                built.add(new Snapshot(row, Snapshot.AFTERWARDS, moment, List.of()));
            }
        }
    }

    private long write(Look look, int week, Map<String, List<Snapshot>> rows, long writtenBefore) {
        RowHash hash = new RowHash();
        List<Runnable> toWrite = new ArrayList<>();
        for (String channel : new TreeSet<>(rows.keySet())) {
            ChannelTotals totalsThen = look.history().totals(week, channel);
            for (Snapshot snapshot : rows.getOrDefault(channel, List.of())) {
                hash.add(channel).add(snapshot.scoredAt()).add(snapshot.row().numbers());
                for (ScoreKind kind : ScoreKind.of(snapshot.row().paid())) {
                    double outcome = kind.outcome(totalsThen, look.fromPlatform());
                    hash.add(kind.kind()).add(outcome);
                    if (!Double.isNaN(outcome)) {
                        toWrite.add(() -> outlet.feature(
                                look.account(), ScoreRecords.feature(look.account(), snapshot, kind, outcome)));
                    }
                }
            }
        }
        if (hash.value() != writtenBefore) {
            toWrite.forEach(Runnable::run);
            meters.featureRows(true, toWrite.size());
            budget -= toWrite.size();
        }
        return hash.value();
    }

    /** The earliest word of each model is judged: the hardest, and the one that plans are made from. */
    private void judge(Look look, int week, Map<String, List<Snapshot>> rows) {
        QualityBook book = Objects.requireNonNullElseGet(books.get(look.account()), QualityBook::new);
        for (String channel : new TreeSet<>(rows.keySet())) {
            Set<Subject> judged = new HashSet<>();
            ChannelTotals totalsThen = look.history().totals(week, channel);
            for (Snapshot snapshot : rows.getOrDefault(channel, List.of())) {
                for (Prediction p : snapshot.predictions()) {
                    Subject subject = new Subject(p.kind(), channel, p.version());
                    double outcome = p.kind().outcome(totalsThen, look.fromPlatform());
                    if (!Double.isNaN(outcome) && judged.add(subject)) {
                        book.judge(
                                subject, week, p.published(), outcome, p.kind().naive(snapshot.row()));
                    }
                }
            }
        }
        books.put(look.account(), book);
        totals.set(look.account(), book);
    }
}
