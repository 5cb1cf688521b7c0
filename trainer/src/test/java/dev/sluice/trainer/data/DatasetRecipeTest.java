package dev.sluice.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.trainer.data.DatasetRecipe.LeftOut;
import dev.sluice.trainer.data.DatasetRecipe.Prepared;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DatasetRecipeTest {
    @TempDir
    Path folder;

    private Table read(String name, String text) throws IOException, TableException {
        return CsvTables.read(Files.writeString(folder.resolve(name), text), CsvOptions.DEFAULT);
    }

    private Table sales() throws IOException, TableException {
        StringBuilder text = new StringBuilder("row,order,day,channel,spend,revenue\n");
        for (int i = 0; i < 40; i++) {
            text.append("%d,o-%d,%s,%s,%s,%s\n"
                    .formatted(
                            i + 1,
                            i,
                            i == 7 ? "" : LocalDate.of(2026, 1, 1).plusDays(i / 2),
                            i % 2 == 0 ? "meta" : "email",
                            i * 1.5,
                            i == 3 ? "" : i * 2));
        }
        return read("sales.csv", text.toString());
    }

    @Test
    void identifiersAndDatesAreNoInputsUnlessNamed() throws Exception {
        Prepared prepared = DatasetRecipe.predicting("Revenue").prepare(sales());

        assertThat(prepared.dataset().numberNames()).containsExactly("spend");
        assertThat(prepared.dataset().categoryNames()).containsExactly("channel");
        assertThat(prepared.leftOut())
                .containsExactly(
                        new LeftOut("row", "it counts the rows"),
                        new LeftOut("order", "like an identifier: 40 different values in 40 rows"),
                        new LeftOut("day", "holds dates"));
        assertThat(DatasetRecipe.predicting("revenue")
                        .from("order", "row")
                        .prepare(sales())
                        .dataset()
                        .numberNames())
                .containsExactly("row");
    }

    @Test
    void rowsWithoutTargetOrDateAreLeftOutAndCounted() throws Exception {
        Prepared prepared =
                DatasetRecipe.predicting("revenue").datedBy("day", "channel").prepare(sales());

        assertThat(prepared.withoutTarget()).isEqualTo(1);
        assertThat(prepared.withoutDate()).isEqualTo(1);
        assertThat(prepared.dataset().size()).isEqualTo(38);
        assertThat(prepared.tableRows()).startsWith(0, 1, 2, 4).doesNotContain(3, 7);
        assertThat(prepared.dataset().series()).startsWith("meta", "email", "meta", "meta");
        assertThat(prepared.dataset().days()[2])
                .isEqualTo(LocalDate.of(2026, 1, 2).toEpochDay());
    }

    @Test
    void whatCannotBeLearnedFromIsRefused() throws Exception {
        Table sales = sales();
        assertThatThrownBy(() -> DatasetRecipe.predicting("channel").prepare(sales))
                .hasMessage("sales.csv: column \"channel\" holds categories, not numbers");
        assertThatThrownBy(() -> DatasetRecipe.predicting("spend").from("Spend").prepare(sales))
                .hasMessage("\"spend\" is the target: it can't be a feature, too");
        assertThatThrownBy(() -> DatasetRecipe.predicting("spend").from("day").prepare(sales))
                .hasMessageContaining("holds dates");
        assertThatThrownBy(() ->
                        DatasetRecipe.predicting("spend").from("row", "ROW").prepare(sales))
                .hasMessage("the feature \"row\" is named twice");
        assertThatThrownBy(() -> DatasetRecipe.predicting("y").prepare(read("n.csv", "y,x\n,1\n,2\n")))
                .isInstanceOf(TableException.class);
        assertThatThrownBy(() -> DatasetRecipe.predicting("y").prepare(read("n.csv", "y\n1\n2\n")))
                .hasMessage("n.csv: no column is left to predict \"y\" from");
    }

    @Test
    void theSameRowsHaveTheSameHashHoweverTheyCame() throws Exception {
        String text = "x,c,y\n1,a,2\n,\"b\",3\n";
        Path zipped = folder.resolve("other.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(text.replace("\"", "").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        DatasetRecipe recipe = DatasetRecipe.predicting("y");
        String hash = DatasetHash.sha256(recipe.prepare(read("a.csv", text)).dataset());

        assertThat(hash)
                .matches("[0-9a-f]{64}")
                .isEqualTo(DatasetHash.sha256(recipe.prepare(CsvTables.read(zipped, CsvOptions.DEFAULT))
                        .dataset()));
        for (String other : new String[] {
            "x,c,y\n1,a,2\n,b,4\n", "x,c,y\n1,a,2\n0,b,3\n", "x,c,y\n1,a,2\n,,3\n", "z,c,y\n1,a,2\n,b,3\n"
        }) {
            assertThat(DatasetHash.sha256(recipe.prepare(read("b.csv", other)).dataset()))
                    .as(other)
                    .isNotEqualTo(hash);
        }
    }

    @Test
    void aJoinKeepsWhatMatchesAndCountsTheRest() throws Exception {
        Table left = read("left.csv", "id,x\n1,a\n2,b\n2,c\n,d\n4,e\n");
        Table right = read("right.csv", "ID,x,y\n2,r,20\n1,s,10\n3,t,30\n");

        Join join = Join.inner(left, right, "id");

        assertThat(join.table().names()).containsExactly("id", "x", "x_right", "y");
        assertThat(join.table().numbers("y").values()).containsExactly(10, 20, 20);
        assertThat(join.leftUnmatched()).isEqualTo(2);
        assertThat(join.rightUnmatched()).isEqualTo(1);
    }

    @Test
    void aKeyThatIsThereTwiceOnTheRightIsRefused() throws Exception {
        Table left = read("left.csv", "id,x\n1,a\n");
        assertThatThrownBy(() -> Join.inner(left, read("right.csv", "id,y\n5,1\n1,2\n1,3\n"), "id"))
                .hasMessage("right.csv: the key \"id\" is 1 in rows 2 and 3: each may be there once");
        assertThatThrownBy(() -> Join.inner(left, read("right.csv", "id,y\nx,1\n"), "id"))
                .hasMessage("the key holds numbers in left.csv and categories in right.csv: declare its type in both");
    }

    @Test
    void realFilesJoinAndDerive() throws Exception {
        Join join = Join.inner(
                RealData.table("cac/seed_marketing_data.csv"),
                RealData.table("cac/seed_sales_data.csv"),
                "customer_id");
        assertThat(join.leftUnmatched() + join.rightUnmatched()).isZero();
        Table table = Definition.parse("cac = ad_spend / conversions").addTo(join.table());
        Prepared prepared = DatasetRecipe.predicting("cac").prepare(table);

        assertThat(prepared.leftOut()).extracting(LeftOut::column).containsExactly("customer_id");
        assertThat(Arrays.stream(prepared.dataset().target()).average().orElseThrow())
                .as("the mean CAC of the reference")
                .isBetween(24.18, 24.20);
        Split split = Split.listed(RealData.file("reference/000_seed_test_rows.json"), prepared, table.size());
        assertThat(split.test()).hasSize(200);
        assertThat(split.training()).hasSize(800);
    }
}
