package dev.sluice.app.scoring;

import dev.sluice.app.scoring.Snapshot.Prediction;
import dev.sluice.event.ChannelScore;
import dev.sluice.event.FeatureRow;
import dev.sluice.event.Quantiles;
import dev.sluice.event.ScoreQuality;
import dev.sluice.event.ScoreStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns what scoring knows into the records it publishes. */
final class ScoreRecords {
    private ScoreRecords() {}

    /** A score of the live predictions. */
    static ChannelScore score(
            Look look, FeatureVector row, List<Prediction> live, Map<ScoreKind, LiveQuality> qualities) {
        Map<String, String> versions = new TreeMap<>();
        Map<String, ScoreQuality> judged = new TreeMap<>();
        Map<ScoreKind, Quantiles> quantiles = new TreeMap<>();
        for (Prediction p : live) {
            Forecast f = p.published();
            versions.put(p.kind().kind(), p.version());
            quantiles.put(p.kind(), new Quantiles(f.p10(), f.p50(), f.p90()));
            judged.put(p.kind().kind(), quality(qualities.getOrDefault(p.kind(), new LiveQuality())));
        }
        var newest = look.history().weeks().headMap(look.openWeek(), true).lastEntry();
        return new ChannelScore(
                look.account(),
                row.channel(),
                LocalDate.ofEpochDay(row.week()),
                Instant.ofEpochMilli(look.now()),
                newest == null ? 0L : newest.getValue().revision(),
                quantiles.get(ScoreKind.CAC),
                quantiles.get(ScoreKind.ROAS),
                quantiles.get(ScoreKind.GMV),
                versions,
                judged);
    }

    private static ScoreQuality quality(LiveQuality q) {
        return new ScoreQuality(
                switch (q.status()) {
                    case NEW -> ScoreStatus.NEW;
                    case OK -> ScoreStatus.OK;
                    case DEGRADED -> ScoreStatus.DEGRADED;
                },
                q.weeks(),
                known(q.mae()),
                known(q.mase()),
                known(q.coverage()));
    }

    /** A row for one kind; an outcome of NaN is not known yet. */
    static FeatureRow feature(String account, Snapshot snapshot, ScoreKind kind, double outcome) {
        FeatureVector row = snapshot.row();
        return new FeatureRow(
                account,
                row.channel(),
                LocalDate.ofEpochDay(row.week()),
                Instant.ofEpochMilli(snapshot.scoredAt()),
                kind.kind(),
                snapshot.version(kind),
                row.named(),
                row.categories(),
                known(outcome));
    }

    /** Tells one score from another; when it was made does not count. */
    static long hash(FeatureVector row, List<Prediction> live, Map<ScoreKind, LiveQuality> qualities) {
        RowHash hash = new RowHash().add(row.numbers());
        for (Prediction p : live) {
            LiveQuality q = qualities.getOrDefault(p.kind(), new LiveQuality());
            hash.add(p.kind().kind()).add(p.version());
            hash.add(p.published().p10())
                    .add(p.published().p50())
                    .add(p.published().p90());
            hash.add(q.status().name())
                    .add(q.weeks())
                    .add(q.mae())
                    .add(q.mase())
                    .add(q.coverage());
        }
        return hash.value();
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
