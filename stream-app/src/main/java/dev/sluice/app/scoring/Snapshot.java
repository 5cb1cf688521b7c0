package dev.sluice.app.scoring;

import java.util.ArrayList;
import java.util.List;

/**
 * A row as it was scored, kept until its week has an outcome.
 *
 * @param mark which of the row's moments it is, see {@link #markOf}; {@link #AFTERWARDS} for one that was built when its
 *     week was over
 * @param scoredAt milliseconds since the epoch
 * @param predictions what models said to it; none where there was no model
 */
record Snapshot(FeatureVector row, int mark, long scoredAt, List<Prediction> predictions) {
    /**
     * A model's word on a row.
     *
     * @param live false for a shadow model's, which nobody was told
     * @param published with the interval as it was published, or would have been
     */
    record Prediction(ScoreKind kind, String version, boolean live, Forecast published) {}

    static final int AFTERWARDS = -1;

    Snapshot {
        predictions = List.copyOf(predictions);
    }

    /**
     * A row is remembered at its first scoring in the days Monday to Wednesday, Thursday to Saturday, and Sunday: three
     * times at most, so that models see weeks at their beginning, middle and end, and the state stays small.
     *
     * @param day day of the open week, Monday is 0
     */
    static int markOf(int day) {
        return day / 3;
    }

    boolean isOf(FeatureVector other, int otherMark) {
        return mark == otherMark && row.horizon() == other.horizon();
    }

    /** Version of the live model of a kind; empty where there was none. */
    String version(ScoreKind kind) {
        for (Prediction p : predictions) {
            if (p.live() && p.kind() == kind) {
                return p.version();
            }
        }
        return "";
    }

    /** The kinds that a live model predicted. */
    List<ScoreKind> predicted() {
        List<ScoreKind> kinds = new ArrayList<>();
        for (Prediction p : predictions) {
            if (p.live()) {
                kinds.add(p.kind());
            }
        }
        return kinds;
    }
}
