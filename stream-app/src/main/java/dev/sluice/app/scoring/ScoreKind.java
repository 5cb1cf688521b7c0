package dev.sluice.app.scoring;

import dev.sluice.app.domain.ChannelTotals;
import java.util.List;

/** What is predicted for a channel-week. */
enum ScoreKind {
    /** Spend per new customer, in currency units. */
    CAC("cac", Figure.CAC),
    /** Revenue per unit of spend. */
    ROAS("roas", Figure.ROAS),
    /** Revenue, in currency units. */
    GMV("gmv", Figure.REVENUE);

    private static final List<ScoreKind> UNPAID = List.of(GMV);
    private static final List<ScoreKind> ALL = List.of(values());

    private final String kind;
    private final Figure figure;

    ScoreKind(String kind, Figure figure) {
        this.kind = kind;
        this.figure = figure;
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
        return Figure.of(totals, fromPlatform)[figure.ordinal()];
    }

    /** What the naive forecast says to a row: the value of the last complete week then. NaN if there is none. */
    double naive(FeatureVector row) {
        return row.numbers()[FeatureCatalogue.lag(figure, 1)];
    }
}
