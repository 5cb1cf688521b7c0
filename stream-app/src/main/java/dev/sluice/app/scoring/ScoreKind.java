package dev.sluice.app.scoring;

import dev.sluice.app.domain.ChannelTotals;
import dev.sluice.schemas.model.FeatureCatalogue;
import dev.sluice.schemas.model.Figure;
import java.util.List;

/** What is predicted for a channel-week. */
enum ScoreKind {
    /** Spend per new customer, in currency units. */
    CAC("cac"),
    /** Revenue per unit of spend. */
    ROAS("roas"),
    /** Revenue, in currency units. */
    GMV("gmv");

    private static final List<ScoreKind> UNPAID = List.of(GMV);
    private static final List<ScoreKind> ALL = List.of(values());

    private final String kind;
    private final Figure figure;

    ScoreKind(String kind) {
        this.kind = kind;
        this.figure = Figure.predictedBy(kind).orElseThrow();
    }

    /** As models and records name it. */
    String kind() {
        return kind;
    }

    static ScoreKind byName(String kind) {
        for (ScoreKind known : values()) {
            if (known.kind.equals(kind)) {
                return known;
            }
        }
        throw new IllegalStateException("no score is of kind " + kind);
    }

    /** The kinds that make sense for a channel, by whether money is spent on it. */
    static List<ScoreKind> of(boolean paid) {
        return paid ? ALL : UNPAID;
    }

    /** What came true; NaN where it is undefined (no new customers, no spend) or unknown. */
    double outcome(ChannelTotals totals, boolean fromPlatform) {
        return Figures.of(totals, fromPlatform)[figure.ordinal()];
    }

    /** What the naive forecast says to a row: the value of the last complete week then. NaN if there is none. */
    double naive(FeatureVector row) {
        return row.numbers()[FeatureCatalogue.lag(figure, 1)];
    }
}
