package dev.sluice.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.trainer.data.Dataset;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class NaiveForecastTest {
    private static Map<String, double[]> forecasts(Dataset training, Dataset test) {
        return NaiveForecast.of(training, test).stream()
                .collect(Collectors.toMap(NaiveForecast::name, NaiveForecast::predictions));
    }

    @Test
    void rowsWithoutDatesHaveTheMeanOnly() {
        Dataset all = new MadeRows(4).target(row -> row).rows();

        assertThat(forecasts(MadeRows.part(all, 0, 3), MadeRows.part(all, 3, 4)))
                .containsOnlyKeys("mean");
        assertThat(forecasts(MadeRows.part(all, 0, 3), MadeRows.part(all, 3, 4)).get("mean"))
                .containsExactly(1);
    }

    @Test
    void forecastsKnowEarlierTestRowsAndNothingOfTheirOwnDay() {
        Dataset all = new MadeRows(8).target(row -> 10 * row).weekly().rows();
        Map<String, double[]> naive = forecasts(MadeRows.part(all, 0, 5), MadeRows.part(all, 5, 8));

        assertThat(naive.get("mean")).containsExactly(20, 20, 20);
        assertThat(naive.get("last-value")).containsExactly(40, 50, 60);
        assertThat(naive.get("four-week-mean")).containsExactly(25, 35, 45);
        assertThat(naive).doesNotContainKey("seasonal-naive");
    }

    @Test
    void aLaterOutcomeNeverChangesAForecast() {
        MadeRows made = new MadeRows(80).random("x", 0, 1, 1).weekly();
        Dataset before = made.target(row -> Math.sin(row)).rows();
        Dataset after = made.target(row -> row < 75 ? Math.sin(row) : 1e9).rows();

        Map<String, double[]> ours = forecasts(MadeRows.part(before, 0, 70), MadeRows.part(before, 70, 80));
        Map<String, double[]> theirs = forecasts(MadeRows.part(after, 0, 70), MadeRows.part(after, 70, 80));
        assertThat(ours).containsOnlyKeys("mean", "last-value", "four-week-mean", "seasonal-naive");
        ours.forEach((name, predictions) -> {
            for (int row = 0; row <= 5; row++) {
                assertThat(theirs.getOrDefault(name, new double[10])[row])
                        .as(name + " of row " + row)
                        .isEqualTo(predictions[row]);
            }
        });
        assertThat(theirs.getOrDefault("last-value", new double[10])[6]).isEqualTo(1e9);
    }

    @Test
    void theSeasonalForecastIsTheSameWeekAYearAgo() {
        Dataset all = new MadeRows(60).target(row -> row).weekly().rows();
        assertThat(forecasts(MadeRows.part(all, 0, 55), MadeRows.part(all, 55, 60))
                        .get("seasonal-naive"))
                .containsExactly(3, 4, 5, 6, 7);
        assertThat(forecasts(MadeRows.part(all, 0, 40), MadeRows.part(all, 40, 50)))
                .as("history is too short")
                .doesNotContainKey("seasonal-naive");
    }

    @Test
    void seriesThatShareDatesAreKeptApart() {
        Dataset all = new MadeRows(6)
                .target(row -> row + 1)
                .dated(0, 0, 7, 7, 14, 14)
                .series("a", "b", "a", "b", "b", "new")
                .rows();
        Map<String, double[]> naive = forecasts(MadeRows.part(all, 0, 4), MadeRows.part(all, 4, 6));

        assertThat(naive.get("last-value"))
                .as("of b, and the mean for what is new")
                .containsExactly(4, 2.5);
        assertThat(naive.get("four-week-mean")).containsExactly(3, 2.5);
    }

    @Test
    void severalOutcomesOfADayAreTheirMean() {
        Dataset all = new MadeRows(4).target(row -> row).dated(0, 7, 7, 14).rows();

        assertThat(forecasts(MadeRows.part(all, 0, 3), MadeRows.part(all, 3, 4)).get("last-value"))
                .containsExactly(1.5);
    }
}
