package dev.sluice.app.scoring;

import java.util.ArrayList;
import java.util.List;

/** A row in a round of scoring, and what models said to it so far. */
final class Scored {
    /** A model's word, with its interval as the model states it. */
    record Word(ScoreKind kind, String version, boolean live, Forecast stated) {}

    private final FeatureVector row;
    private final List<Word> words = new ArrayList<>();

    Scored(FeatureVector row) {
        this.row = row;
    }

    FeatureVector row() {
        return row;
    }

    List<Word> words() {
        return words;
    }
}
