package dev.sluice.app.scoring;

import dev.sluice.app.board.RowKey;
import dev.sluice.app.ledger.Keys;
import dev.sluice.app.ops.AccountMeters;
import dev.sluice.app.ops.ScoringMeters;
import dev.sluice.app.scoring.QualityBook.Subject;
import dev.sluice.app.scoring.Scored.Word;
import dev.sluice.app.scoring.Snapshot.Prediction;
import dev.sluice.app.state.WriteBackStore;
import dev.sluice.schemas.model.FeatureCatalogue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Publishes what was scored. A score goes out when it or what it was made from differs from the one that stands; a row
 * is remembered, and goes out without its outcome, once for each of its three moments, and again at the same moment when
 * a kind has its first live model. While the weeks that rows look back on are still streaming in (a history is imported,
 * a backlog is read) nothing is remembered: such a row would be wrong for good.
 */
final class ScoreDesk {
    /** A shop whose past never rests must not wait for ever: so many rounds at most. */
    private static final int LONGEST_WAIT = 60;

    /** How many rounds the past of an account has been the same, and how many it has been waited for. */
    private record Calm(long revision, int looks, int waited) {}

    private final Map<String, Calm> calms = new HashMap<>();
    private final WriteBackStore<ScoredWeek> weeks;
    private final WriteBackStore<QualityBook> books;
    private final DriftWatch drift;
    private final ScoringMeters meters;
    private final Outlet outlet;

    ScoreDesk(
            WriteBackStore<ScoredWeek> weeks,
            WriteBackStore<QualityBook> books,
            DriftWatch drift,
            ScoringMeters meters,
            Outlet outlet) {
        this.weeks = weeks;
        this.books = books;
        this.drift = drift;
        this.meters = meters;
        this.outlet = outlet;
    }

    /** Publishes an account's rows; true if some wait for its past to come to rest. */
    boolean publish(Look look) {
        if (look.rows().isEmpty()) {
            return false;
        }
        boolean calm = isCalm(look);
        QualityBook book = Objects.requireNonNullElseGet(books.get(look.account()), QualityBook::new);
        int mark = Snapshot.markOf(look.day());
        for (Scored scored : look.rows()) {
            FeatureVector row = scored.row();
            String key = Keys.of(look.account(), Integer.toString(row.week()));
            ScoredWeek week = Objects.requireNonNullElseGet(weeks.get(key), ScoredWeek::new);
            if (week.stage != ScoredWeek.Stage.PENDING) {
                continue;
            }
            ScoredWeek.Channel channel = week.channel(row.channel());
            List<Prediction> predictions = calibrated(scored, book);
            meter(look.account(), row, predictions);
            boolean told = tell(look, row, channel, predictions, book);
            boolean kept = calm && remember(look, new Snapshot(row, mark, look.now(), predictions), channel);
            if (told || kept) {
                weeks.put(key, week);
            }
        }
        return !calm;
    }

    /** Also where nothing new is published: after a restart the meters know nothing. */
    private void meter(String account, FeatureVector row, List<Prediction> predictions) {
        for (Prediction p : predictions) {
            if (p.live() && p.kind() == ScoreKind.ROAS) {
                Forecast roas = p.published();
                meters.accounts()
                        .predictedRoas(
                                account,
                                row.channel(),
                                row.week(),
                                new AccountMeters.Prediction(roas.p10(), roas.p50(), roas.p90()));
            }
        }
    }

    private boolean isCalm(Look look) {
        int open = look.openWeek();
        long revision = look.revision(open - 7 * FeatureCatalogue.WINDOW, open - 7);
        Calm last = calms.getOrDefault(look.account(), new Calm(revision, 0, 0));
        int looks = last.revision == revision ? last.looks + 1 : 1;
        boolean quiet = looks >= Settlement.QUIET_LOOKS;
        Calm now = new Calm(revision, looks, quiet ? 0 : last.waited + 1);
        calms.put(look.account(), now);
        return quiet || now.waited > LONGEST_WAIT;
    }

    private static List<Prediction> calibrated(Scored scored, QualityBook book) {
        List<Prediction> predictions = new ArrayList<>();
        for (Word word : scored.words()) {
            LiveQuality quality =
                    book.find(new Subject(word.kind(), scored.row().channel(), word.version()));
            Forecast published = quality == null ? word.stated() : word.stated().scaled(quality.width());
            predictions.add(new Prediction(word.kind(), word.version(), word.live(), published));
        }
        return predictions;
    }

    private boolean tell(
            Look look, FeatureVector row, ScoredWeek.Channel channel, List<Prediction> predictions, QualityBook book) {
        List<Prediction> live = predictions.stream().filter(Prediction::live).toList();
        Map<ScoreKind, LiveQuality> qualities = new EnumMap<>(ScoreKind.class);
        for (Prediction p : live) {
            LiveQuality quality = book.find(new Subject(p.kind(), row.channel(), p.version()));
            if (quality != null) {
                qualities.put(p.kind(), quality);
            }
        }
        long hash = ScoreRecords.hash(row, live, qualities);
        if (live.isEmpty() || hash == channel.published) {
            return false;
        }
        channel.published = hash;
        outlet.score(
                RowKey.of(look.account(), row.channel(), row.week()), ScoreRecords.score(look, row, live, qualities));
        meters.scoresPublished(1);
        return true;
    }

    private boolean remember(Look look, Snapshot snapshot, ScoredWeek.Channel channel) {
        List<Snapshot> kept = channel.snapshots;
        int at = 0;
        while (at < kept.size() && !kept.get(at).isOf(snapshot.row(), snapshot.mark())) {
            at++;
        }
        if (at == kept.size()) {
            kept.add(snapshot);
        } else if (!kept.get(at).predicted().containsAll(snapshot.predicted())) {
            kept.set(at, snapshot);
        } else {
            return false;
        }
        for (ScoreKind kind : ScoreKind.of(snapshot.row().paid())) {
            outlet.feature(look.account(), ScoreRecords.feature(look.account(), snapshot, kind, Double.NaN));
            meters.featureRows(false, 1);
        }
        snapshot.predictions().forEach(p -> drift.add(p.kind(), p.version(), snapshot.row()));
        return true;
    }
}
