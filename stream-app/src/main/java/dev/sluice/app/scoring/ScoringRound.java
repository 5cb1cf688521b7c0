package dev.sluice.app.scoring;

import dev.sluice.app.scoring.Scored.Word;
import dev.sluice.schemas.model.ModelCard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One round of scoring: borrows each model once, gathers the rows of all accounts that use it, and scores them in one
 * batch. Models are given back on close.
 */
final class ScoringRound implements AutoCloseable {
    private record ModelId(ScoreKind kind, String sha256) {}

    private record Request(String account, ScoreKind kind) {}

    private record Place(Scored row, boolean live) {}

    private static final class Batch {
        final ScoreKind kind;
        final Scorer scorer;
        final List<Place> places = new ArrayList<>();

        Batch(ScoreKind kind, Scorer scorer) {
            this.kind = kind;
            this.scorer = scorer;
        }
    }

    /** The models of one account and kind; the live one may be missing. */
    private record Models(Optional<Batch> live, List<Batch> shadows) {}

    private final Shelf shelf;
    private final ScoringFailures failures;
    private final Map<ModelId, Batch> batches = new LinkedHashMap<>();
    private final Map<Request, Models> models = new HashMap<>();

    ScoringRound(Shelf shelf, ScoringFailures failures) {
        this.shelf = shelf;
        this.failures = failures;
    }

    /** Adds a row; its scores are there after {@link #score}. */
    Scored add(String account, FeatureVector row) {
        Scored scored = new Scored(row);
        for (ScoreKind kind : ScoreKind.of(row.paid())) {
            Models of = models.computeIfAbsent(new Request(account, kind), this::borrow);
            of.live.ifPresent(batch -> batch.places.add(new Place(scored, true)));
            of.shadows.forEach(batch -> batch.places.add(new Place(scored, false)));
        }
        return scored;
    }

    private Models borrow(Request request) {
        String kind = request.kind.kind();
        try {
            Optional<Batch> live = shelf.live(request.account, kind).map(scorer -> batch(request.kind, scorer));
            List<Batch> shadows = new ArrayList<>();
            for (Scorer scorer : shelf.shadows(request.account, kind)) {
                Batch batch = batch(request.kind, scorer);
                if (live.isEmpty() || live.get() != batch) {
                    shadows.add(batch);
                }
            }
            return new Models(live, shadows);
        } catch (RuntimeException e) {
            failures.threw(request.kind, "the shelf", 1, e);
            return new Models(Optional.empty(), List.of());
        }
    }

    /** One loan of a model is enough: another one of the same file goes back at once. */
    private Batch batch(ScoreKind kind, Scorer scorer) {
        ModelId id = new ModelId(kind, scorer.sha256());
        Batch known = batches.get(id);
        if (known != null) {
            scorer.close();
            return known;
        }
        Batch batch = new Batch(kind, scorer);
        batches.put(id, batch);
        return batch;
    }

    /** Scores all rows; a model that fails costs its own scores only. */
    void score(DriftWatch drift) {
        for (Batch batch : batches.values()) {
            ModelCard card = batch.scorer.card();
            try {
                drift.watch(batch.kind, card);
                score(batch, card);
            } catch (RuntimeException e) {
                failures.threw(batch.kind, card.version(), batch.places.size(), e);
            }
        }
    }

    private void score(Batch batch, ModelCard card) {
        InputRows rows = new InputRows(card, batch.places.size());
        for (Place place : batch.places) {
            rows.add(place.row.row().byName(), place.row.row().categories());
        }
        int p10 = card.outputs().indexOf("p10");
        int p50 = card.outputs().indexOf("p50");
        int p90 = card.outputs().indexOf("p90");
        if (p10 < 0 || p50 < 0 || p90 < 0) {
            failures.noInterval(batch.kind, card.version(), batch.places.size());
            return;
        }
        float[] out = batch.scorer.score(rows);
        int width = card.outputs().size();
        if (out.length != width * rows.size()) {
            failures.wrongShape(batch.kind, card.version(), rows.size());
            return;
        }
        for (int i = 0; i < batch.places.size(); i++) {
            Place place = batch.places.get(i);
            take(batch.kind, card.version(), place, out[i * width + p10], out[i * width + p50], out[i * width + p90]);
        }
        failures.meters().rowsScored(batch.kind.kind(), rows.size());
    }

    private void take(ScoreKind kind, String version, Place place, float p10, float p50, float p90) {
        if (Float.isFinite(p10) && Float.isFinite(p50) && Float.isFinite(p90)) {
            place.row.words().add(new Word(kind, version, place.live, Forecast.ordered(p10, p50, p90)));
        } else {
            failures.notANumber(kind, version);
        }
    }

    @Override
    public void close() {
        batches.values().forEach(batch -> batch.scorer.close());
    }
}
