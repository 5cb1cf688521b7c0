package dev.sluice.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.trainer.data.Dataset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExplanationTest {
    private static final Dataset ROWS = TestRows.mixed(500, 31);

    @Test
    void inputsThatMatterComeFirstAndNoiseLast() throws CannotLearnException {
        Fitted model = Learners.named("xgboost").fit(ROWS, Settings.NONE, 1);

        List<Importance> importances = Importance.permutation(model, ROWS, 3, 1);

        assertThat(importances)
                .extracting(Importance::input)
                .containsExactlyInAnyOrder("spend", "clicks", "size", "channel", "campaign")
                .startsWith("spend");
        assertThat(importances.getLast().input()).isEqualTo("size");
        assertThat(importances.getFirst().maeIncrease()).isGreaterThan(5);
        assertThat(importances).isEqualTo(Importance.permutation(model, ROWS, 3, 1));
    }

    @Test
    void partialDependenceOfALinearModelIsItsLine() throws CannotLearnException {
        Fitted model = Learners.named("linear").fit(ROWS, Settings.NONE, 1);

        List<PartialDependence.Point> points =
                PartialDependence.of(model, ROWS, "spend", 5, 1).points();

        assertThat(points).hasSize(5);
        PartialDependence.Point from = points.get(1);
        PartialDependence.Point to = points.get(3);
        assertThat((to.mean() - from.mean()) / (to.at() - from.at())).isEqualTo(.05, within(.005));
    }

    @Test
    void partialDependenceOfACategoryTellsItsLevelsApart() throws CannotLearnException {
        Fitted model = Learners.named("linear").fit(ROWS, Settings.NONE, 1);

        List<PartialDependence.Point> points =
                PartialDependence.of(model, ROWS, "channel", 10, 1).points();

        assertThat(points).hasSize(4);
        assertThat(mean(points, "channel-3") - mean(points, "channel-0")).isEqualTo(15, within(1.5));
    }

    private static double mean(List<PartialDependence.Point> points, String label) {
        return points.stream()
                .filter(point -> point.label().equals(label))
                .findFirst()
                .orElseThrow()
                .mean();
    }

    @Test
    void anUnknownInputIsAnsweredWithTheNamesThereAre() throws CannotLearnException {
        Fitted model = Learners.named("mean").fit(ROWS, Settings.NONE, 1);

        assertThatThrownBy(() -> PartialDependence.of(model, ROWS, "price", 5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("spend");
    }
}
