package dev.sluice.app.scoring;

import dev.sluice.app.ops.ScoringMeters;
import dev.sluice.schemas.model.ModelCard;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drift of the inputs of the models that score in one task. Only remembered rows go in (at most three per row and
 * week), or an account with many events would drown the others. Kept on the heap: a restart begins anew.
 */
final class DriftWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DriftWatch.class);
    private static final int MODELS = 16;
    private static final double MATTERS = 0.25;

    private record Model(ScoreKind kind, String version) {}

    private static final class Watched {
        final InputDrift drift;
        boolean told;

        Watched(InputDrift drift) {
            this.drift = drift;
        }
    }

    private final LinkedHashMap<Model, Watched> models = new LinkedHashMap<>(16, 0.75f, true);
    private final String task;
    private final ScoringMeters meters;

    DriftWatch(String task, ScoringMeters meters) {
        this.task = task;
        this.meters = meters;
    }

    /** From now on this model's rows count. */
    void watch(ScoreKind kind, ModelCard card) {
        models.computeIfAbsent(new Model(kind, card.version()), m -> new Watched(new InputDrift(card.drift())));
        if (models.size() > MODELS) {
            Map.Entry<Model, Watched> eldest = models.firstEntry();
            models.remove(eldest.getKey());
            meters.forgetDrift(task, eldest.getKey().kind.kind(), eldest.getKey().version);
        }
    }

    void add(ScoreKind kind, String version, FeatureVector row) {
        Watched watched = models.get(new Model(kind, version));
        if (watched == null) {
            return;
        }
        watched.drift.add(row.byName(), row.categories());
        double worst = watched.drift.worst();
        if (Double.isNaN(worst)) {
            return;
        }
        meters.drift(task, kind.kind(), version, worst);
        if (worst > MATTERS && !watched.told) {
            watched.told = true;
            LOG.warn(
                    "The inputs of {} model {} differ from those it was trained on (PSI {} of {}); train a new one",
                    kind.kind(),
                    version,
                    Math.round(worst * 100) / 100.0,
                    watched.drift.worstInput());
        }
    }
}
