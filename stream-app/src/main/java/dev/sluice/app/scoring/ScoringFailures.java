package dev.sluice.app.scoring;

import dev.sluice.app.ops.ScoringMeters;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the scores that models failed to give; each model's way of failing is logged once. */
final class ScoringFailures {
    private static final Logger LOG = LoggerFactory.getLogger(ScoringFailures.class);
    private static final int MOST_TOLD = 1_000;

    private record Told(ScoreKind kind, String version, String reason) {}

    private final ScoringMeters meters;
    private final Set<Told> told = new HashSet<>();

    ScoringFailures(ScoringMeters meters) {
        this.meters = meters;
    }

    ScoringMeters meters() {
        return meters;
    }

    void threw(ScoreKind kind, String version, int rows, RuntimeException why) {
        if (count(kind, version, "exception", rows)) {
            LOG.error("Scoring {} with {} failed; its scores are left out", kind.kind(), version, why);
        }
    }

    void notANumber(ScoreKind kind, String version) {
        if (count(kind, version, "not_a_number", 1)) {
            LOG.error("{} model {} gave NaN or infinity for a row; such scores are left out", kind.kind(), version);
        }
    }

    void noInterval(ScoreKind kind, String version, int rows) {
        if (count(kind, version, "no_interval", rows)) {
            LOG.error("{} model {} has no outputs p10, p50 and p90; its scores are left out", kind.kind(), version);
        }
    }

    void wrongShape(ScoreKind kind, String version, int rows) {
        if (count(kind, version, "wrong_shape", rows)) {
            LOG.error("{} model {} gave another number of outputs than its card says", kind.kind(), version);
        }
    }

    private boolean count(ScoreKind kind, String version, String reason, int rows) {
        meters.failed(kind.kind(), reason, rows);
        return told.size() < MOST_TOLD && told.add(new Told(kind, version, reason));
    }
}
