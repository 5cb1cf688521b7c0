package dev.sluice.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.model.ModelCard.Warning;
import dev.sluice.trainer.data.Dataset;
import dev.sluice.trainer.data.DatasetRecipe;
import dev.sluice.trainer.data.DatasetRecipe.Prepared;
import dev.sluice.trainer.data.Definition;
import dev.sluice.trainer.data.RealData;
import dev.sluice.trainer.data.Split;
import dev.sluice.trainer.data.Table;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;

final class AlarmsTest {
    private static List<String> codes(List<Warning> warnings) {
        return warnings.stream().map(Warning::code).distinct().toList();
    }

    private static List<Warning> leaks(Dataset all) {
        int cut = all.size() * 4 / 5;
        return Alarms.raise(MadeRows.part(all, 0, cut), MadeRows.part(all, cut, all.size())).stream()
                .filter(warning -> warning.code().equals("LEAK"))
                .toList();
    }

    private static MadeRows spends() {
        return new MadeRows(500)
                .random("spend", 100, 1000, 1)
                .random("noise", -5, 5, 2)
                .random("orders", 1, 60, 3)
                .category("channel", "meta", "email", "tiktok");
    }

    private static Dataset made(ToDoubleBiFunction<MadeRows, Integer> target) {
        MadeRows rows = spends();
        return rows.target(row -> target.applyAsDouble(rows, row)).rows();
    }

    @Test
    void targetsComputedFromFeaturesAreLeaks() {
        assertThat(leaks(made((rows, i) -> rows.of("spend", i) / rows.of("orders", i))))
                .extracting(Warning::text)
                .singleElement()
                .asString()
                .contains("spend / orders");
        assertThat(leaks(made((rows, i) -> rows.of("orders", i) / rows.of("spend", i))))
                .singleElement()
                .asString()
                .contains("orders / spend");
        assertThat(leaks(made((rows, i) -> rows.of("spend", i) * rows.of("orders", i))))
                .hasSize(1);
        assertThat(leaks(made((rows, i) -> rows.of("spend", i) + rows.of("noise", i))))
                .as("the sum, and the spend that makes nearly all of it")
                .hasSize(2);
        assertThat(leaks(made((rows, i) -> rows.of("spend", i) - rows.of("orders", i))))
                .isNotEmpty();
        assertThat(leaks(made((rows, i) -> rows.of("orders", i) - rows.of("spend", i))))
                .isNotEmpty();
        assertThat(leaks(made((rows, i) -> 1e6 * rows.of("spend", i) / rows.of("orders", i))))
                .as("in another unit")
                .hasSize(1);
        assertThat(leaks(made((rows, i) -> rows.of("spend", i)))).hasSize(1);
    }

    @Test
    void aFewExceptionsAndRoundedReportsAreLeaksStill() {
        assertThat(leaks(made((rows, i) -> i % 200 == 7 ? 0 : rows.of("spend", i) / rows.of("orders", i))))
                .hasSize(1);
        assertThat(leaks(made((rows, i) -> Math.rint(100 * rows.of("spend", i) / rows.of("orders", i)) / 100)))
                .hasSize(1);
    }

    @Test
    void aFeatureThatExplainsNearlyAllIsALeak() {
        assertThat(leaks(made((rows, i) -> Math.pow(rows.of("spend", i), 3) + 5e6 * rows.of("noise", i))))
                .as("a curve")
                .extracting(Warning::text)
                .singleElement()
                .asString()
                .startsWith("spend alone explains the target with R² 0.9");
        assertThat(leaks(made((rows, i) -> (i % 3) * 100 + rows.of("noise", i))))
                .as("a category")
                .extracting(Warning::text)
                .singleElement()
                .asString()
                .startsWith("channel alone");
    }

    @Test
    void honestAndRandomDataRaiseNoLeak() {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            assertThat(leaks(made((rows, i) -> random.nextGaussian()))).isEmpty();
            assertThat(leaks(made((rows, i) ->
                            .5 * rows.of("spend", i) + 2 * rows.of("orders", i) + 60 * random.nextGaussian())))
                    .isEmpty();
            assertThat(leaks(made((rows, i) -> random.nextInt(3)))).isEmpty();
            assertThat(leaks(made((rows, i) -> random.nextInt(100) == 0 ? 1 : 0)))
                    .as("mostly 0")
                    .isEmpty();
        }
        assertThat(leaks(made((rows, i) -> 5))).as("a constant").isEmpty();
    }

    @Test
    void theTimeOfTheYearDoesNotDrift() {
        Dataset all = new MadeRows(400)
                .number("week_cos1", row -> row < 300 ? row % 10 : 20 + row % 10)
                .number("week_cos", row -> row < 300 ? row % 10 : 20 + row % 10)
                .target(row -> row % 7)
                .rows();

        assertThat(Alarms.raise(MadeRows.part(all, 0, 300), MadeRows.part(all, 300, 400)))
                .extracting(Warning::text)
                .singleElement()
                .asString()
                .startsWith("week_cos is distributed otherwise");
        assertThat(Alarms.distributions(all)).containsOnlyKeys("week_cos");
    }

    @Test
    void driftFewRowsConstantAndMissingFeaturesRing() {
        Dataset all = new MadeRows(400)
                .number("level", row -> row < 300 ? row % 10 : 20 + row % 10)
                .number("fixed", row -> 1)
                .number("empty", row -> row % 5 == 0 ? row : Double.NaN)
                .number("flag", row -> row % 5 == 0 ? 1 : Double.NaN)
                .random("same", 0, 1, 1)
                .target(row -> row % 7)
                .rows();
        List<Warning> warnings = Alarms.raise(MadeRows.part(all, 0, 300), MadeRows.part(all, 300, 400));

        assertThat(warnings)
                .filteredOn(w -> w.code().equals("CONSTANT"))
                .extracting(Warning::text)
                .containsExactly("fixed has one value only in the training rows: it says nothing.");
        assertThat(warnings)
                .filteredOn(w -> w.code().equals("MISSING"))
                .extracting(Warning::text)
                .containsExactly(
                        "empty is missing in 80 % of the training rows.",
                        "flag is missing in 80 % of the training rows.");
        assertThat(warnings)
                .filteredOn(w -> w.code().equals("DRIFT"))
                .extracting(Warning::text)
                .anySatisfy(text -> assertThat(text).startsWith("level "))
                .noneSatisfy(text -> assertThat(text).startsWith("same "));
        assertThat(codes(warnings)).doesNotContain("FEW_ROWS");
        assertThat(Alarms.raise(MadeRows.part(all, 0, 49), MadeRows.part(all, 300, 400)))
                .contains(new Warning("FEW_ROWS", "49 training rows for 5 inputs; at least 50 are wanted."));
    }

    @Test
    void aCardsDistributionsAreOfEveryInput() {
        assertThat(Alarms.distributions(spends().target(row -> row).rows()))
                .containsOnlyKeys("spend", "noise", "orders", "channel");
    }

    private static List<Warning> real(String file, String definition, DatasetRecipe recipe, String testRows)
            throws Exception {
        Table table = RealData.table(file);
        table = definition.isEmpty() ? table : Definition.parse(definition).addTo(table);
        Prepared prepared = recipe.prepare(table);
        Split split = testRows.isEmpty()
                ? prepared.dataset().isDated()
                        ? Split.last(prepared.dataset(), .2)
                        : Split.shuffled(prepared.dataset(), .2, 1)
                : Split.listed(RealData.file("reference/" + testRows), prepared, table.size());
        return Alarms.raise(
                prepared.dataset().rows(split.training()), prepared.dataset().rows(split.test()));
    }

    @Test
    void theSeedsCacIsALeakWithItsOwnNumeratorAndDenominator() throws Exception {
        String file = "cac/seed_marketing_data.csv";
        String cac = "cac = ad_spend / conversions";
        DatasetRecipe all = DatasetRecipe.predicting("cac");

        assertThat(real(file, cac, all, "000_seed_test_rows.json"))
                .extracting(Warning::text)
                .singleElement()
                .asString()
                .contains("ad_spend / conversions");
        assertThat(real(file, cac, all.from("platform", "ad_spend", "clicks"), "000_seed_test_rows.json"))
                .isEmpty();
    }

    @Test
    void theOtherCacDatasetLeaksOnlyIfBothPartsOfTheRatioAreFeatures() throws Exception {
        String file = "cac/customer_acquisition_cost_dataset.csv";
        String cac = "cac = Marketing_Spend / New_Customers";
        DatasetRecipe all = DatasetRecipe.predicting("cac");

        assertThat(codes(real(file, cac, all, "000_cac_dataset_test_rows.json")))
                .containsExactly("LEAK");
        assertThat(real(file, cac, all.from("Marketing_Channel", "Marketing_Spend"), "000_cac_dataset_test_rows.json"))
                .isEmpty();
        assertThat(real(file, "", DatasetRecipe.predicting("New_Customers"), "000_cac_dataset_test_rows.json"))
                .isEmpty();
    }

    @Test
    void reportsWithRatiosBesideTheirPartsAreLeaksAndHonestOnesAreNot() throws Exception {
        DatasetRecipe ads = DatasetRecipe.predicting("ROAS").datedBy("date", "platform");
        assertThat(real("cac/global_ads_performance_dataset.csv", "", ads, ""))
                .extracting(Warning::text)
                .anySatisfy(text -> assertThat(text).contains("revenue").contains("ad_spend"));
        assertThat(codes(real(
                        "ltv/customer_acquisition_data.csv",
                        "",
                        DatasetRecipe.predicting("revenue"),
                        "002_ltv_test_rows.json")))
                .doesNotContain("LEAK");
        assertThat(codes(real(
                        "mmm/pymc_mmm_example.csv",
                        "",
                        DatasetRecipe.predicting("y").datedBy("date_week"),
                        "")))
                .doesNotContain("LEAK");
    }
}
