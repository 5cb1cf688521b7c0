package dev.sluice.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.trainer.data.RealData;
import dev.sluice.trainer.data.Table;
import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.response.LiftTest;
import dev.sluice.trainer.response.ResponseData;
import dev.sluice.trainer.response.ResponseDiagnostics;
import dev.sluice.trainer.response.ResponseDiagnostics.Identifiability;
import dev.sluice.trainer.response.ResponseDiagnostics.Trust;
import dev.sluice.trainer.response.ResponseSettings;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Response models of public histories, judged against what is known of them. */
class ResponseTrainingTest {
    private static ResponseData history(
            String file, String outcome, List<String> channels, List<String> controls, List<LiftTest> tests)
            throws TableException {
        Table table = RealData.table(file);
        LocalDate first = LocalDate.parse("2018-04-02");
        return new ResponseData(
                IntStream.range(0, table.size()).mapToObj(first::plusWeeks).toList(),
                numbers(table, outcome),
                channels,
                columns(table, channels),
                controls,
                columns(table, controls),
                tests);
    }

    private static double[] numbers(Table table, String name) throws TableException {
        return table.numbers(name).values();
    }

    private static double[][] columns(Table table, List<String> names) throws TableException {
        double[][] columns = new double[names.size()][];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = numbers(table, names.get(i));
        }
        return columns;
    }

    private static double metric(Map<String, Double> metrics, String name) {
        return metrics.getOrDefault(name, Double.NaN);
    }

    private static ResponseDiagnostics trained(ResponseData data, int holdout) throws TableException {
        return ResponseTraining.train(data, ResponseSettings.usual(1), holdout, (done, total) -> {})
                .diagnostics();
    }

    @Test
    void contributionsOfAKnownMarketAreFound() throws TableException {
        ResponseData data =
                history("mmm/pymc_mmm_example.csv", "y", List.of("x1", "x2"), List.of("event_1", "event_2"), List.of());
        ResponseDiagnostics found = trained(data, 24);
        assertThat(found.channels().get(0).contribution()).isCloseTo(274_848.3, within(0.04 * 274_848.3));
        assertThat(found.channels().get(1).contribution()).isCloseTo(65_906.0, within(0.04 * 65_906.0));
        assertThat(found.rmse()).isLessThanOrEqualTo(239);
        assertThat(metric(found.rolling().model(), "mape")).isLessThanOrEqualTo(0.049);
        assertThat(metric(found.rolling().naive().getOrDefault("last week", Map.of()), "mape"))
                .isGreaterThan(0.15);
        assertThat(found.trust()).isEqualTo(Trust.TRUSTED);
        assertThat(found.channels()).allMatch(each -> each.identifiability() == Identifiability.IDENTIFIED);
    }

    @Test
    void experimentsTellSpendThatFollowsDemandFromSpendThatMakesIt() throws TableException {
        List<LiftTest> tests = List.of(
                new LiftTest("x1", Double.NaN, .25, 93.39 * .25, 2.3),
                new LiftTest("x2", Double.NaN, .1, 171.41 * .1, 1.7),
                new LiftTest("x1", Double.NaN, .8, 93.39 * .8, 7.5),
                new LiftTest("x2", Double.NaN, .25, 171.41 * .25, 4.3));
        String file = "mmm/pymc_mmm_roas_data.csv";
        ResponseDiagnostics tested = trained(history(file, "y", List.of("x1", "x2"), List.of(), tests), 0);
        assertThat(tested.channels().get(0).roasP50()).isCloseTo(93.39, within(9.34));
        assertThat(tested.channels().get(1).roasP50()).isCloseTo(171.41, within(17.14));
        ResponseDiagnostics open = trained(history(file, "y", List.of("x1", "x2"), List.of(), List.of()), 0);
        assertThat(open.channels().get(0).identifiability()).isEqualTo(Identifiability.UNIDENTIFIED);
        assertThat(open.channels().get(0).codes()).contains("SAME_WEEK");
    }

    @Test
    void aControlThatIsNearlyTheAnswerRaisesTheAlarm() throws TableException {
        String file = "mmm/robyn_dt_simulated_weekly.csv";
        List<String> channels = List.of("tv_S", "ooh_S", "print_S", "facebook_S", "search_S");
        ResponseDiagnostics honest = trained(history(file, "revenue", channels, List.of("newsletter"), List.of()), 26);
        assertThat(metric(honest.rolling().model(), "r2")).isGreaterThanOrEqualTo(0.915);
        assertThat(metric(honest.rolling().naive().getOrDefault("last week", Map.of()), "r2"))
                .isCloseTo(0.902, within(0.001));
        assertThat(honest.warnings()).noneMatch(each -> each.code().equals("LEAK"));
        ResponseDiagnostics leaking =
                trained(history(file, "revenue", channels, List.of("newsletter", "competitor_sales_B"), List.of()), 0);
        assertThat(leaking.warnings())
                .anyMatch(each -> each.code().equals("LEAK") && each.text().contains("competitor_sales_B"));
    }

    @Test
    void aHistoryWithAlmostNothingToLearnIsNoBetterThanABaseline() throws TableException {
        ResponseDiagnostics found = trained(
                history(
                        "mmm/seed_mmm_data_rebuilt.csv",
                        "revenue",
                        List.of("Paid Search", "Email", "Display", "Social", "Affiliate"),
                        List.of(),
                        List.of()),
                -1);
        assertThat(found.trust()).isEqualTo(Trust.NO_BETTER_THAN_BASELINE);
    }
}
