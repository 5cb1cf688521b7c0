package dev.sluice.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvTablesTest {
    @TempDir
    Path folder;

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("some.csv"), bytes);
    }

    private Table read(String text) throws IOException, TableException {
        return read(text, CsvOptions.DEFAULT);
    }

    private Table read(String text, CsvOptions options) throws IOException, TableException {
        return CsvTables.read(write(text.getBytes(StandardCharsets.UTF_8)), options);
    }

    private void refused(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(TableException.class).hasMessage(message);
    }

    @Test
    void typesComeFromAllValues() throws Exception {
        Table table = read("n,d,c,late\n1,2026-01-31,a,1\n-2.5e3,2026-02-01 08:00:00,7,2\n,,,x\nNaN,,,3\n");

        assertThat(table.numbers("n").values()).containsExactly(1, -2500, Double.NaN, Double.NaN);
        assertThat(table.dates("d").days())
                .containsExactly(
                        LocalDate.of(2026, 1, 31).toEpochDay(),
                        LocalDate.of(2026, 2, 1).toEpochDay(),
                        Column.Dates.MISSING,
                        Column.Dates.MISSING);
        assertThat(table.column("c")).isInstanceOf(Column.Categories.class);
        assertThat(table.column("c").missing()).isEqualTo(2);
        assertThat(table.column("late").type()).isEqualTo(ColumnType.CATEGORY);
    }

    @Test
    void whatJavaReadsAsNumberButPeopleDoNotIsACategory() throws Exception {
        Table table = read("a,b,c,d\n1d,0x10p1,Infinity,1e999\n");

        assertThat(table.columns().values())
                .allSatisfy(c -> assertThat(c.type()).isEqualTo(ColumnType.CATEGORY));
    }

    @Test
    void naIsANameAmongNamesAndMissingAmongNumbers() throws Exception {
        Table table = read("event,n\nna,1\nsale,NA\n");

        assertThat(table.column("event").missing()).isZero();
        assertThat(table.column("n").missing()).isEqualTo(1);
    }

    @Test
    void statedTypesAndDatePatternsWin() throws Exception {
        Table table = read(
                "zip,day,month\n01234,31.01.2026,2026-02\n99,01.02.2026,2026-03\n",
                CsvOptions.DEFAULT
                        .typed("ZIP", ColumnType.CATEGORY)
                        .dated("day", "dd.MM.yyyy")
                        .dated("month", "yyyy-MM"));

        assertThat(((Column.Categories) table.column("zip")).values()).containsExactly("01234", "99");
        assertThat(table.dates("day").days()[0])
                .isEqualTo(LocalDate.of(2026, 1, 31).toEpochDay());
        assertThat(table.dates("month").days()[1])
                .isEqualTo(LocalDate.of(2026, 3, 1).toEpochDay());
    }

    @Test
    void gzipAndByteOrderMarkMakeNoDifference() throws Exception {
        byte[] text = "\uFEFFgröße,n\r\n\"a,\nb\",1\r\n".getBytes(StandardCharsets.UTF_8);
        Path zipped = folder.resolve("zipped.bin");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(text);
        }

        for (Path file : new Path[] {write(text), zipped}) {
            Table table = CsvTables.read(file, CsvOptions.DEFAULT);
            assertThat(table.names()).containsExactly("größe", "n");
            assertThat(((Column.Categories) table.column("größe")).values()).containsExactly("a,\nb");
        }
    }

    @Test
    void emptyColumnsAtTheEndAreDropped() throws Exception {
        Table table = read("a,b,, ,\n1,2,,,\n3,4\n");

        assertThat(table.names()).containsExactly("a", "b");
        assertThat(table.size()).isEqualTo(2);
        assertThat(table.remarks()).isEmpty();
        assertThat(read("a,b,,\n1,2,,\n1,2,,x\n").rows(new int[] {0}).remarks())
                .containsExactly("some.csv: 1 values in columns without a name are left out, the first in line 3");
    }

    @Test
    void aColumnIsFoundWhateverItsCaseAndTheNearestNameIsOffered() throws Exception {
        Table table = read("cost ($), Ad_Spend,x\n1,2,3\n");

        assertThat(table.numbers("COST ($) ").values()).containsExactly(1);
        assertThat(table.numbers("ad_spend").values()).containsExactly(2);
        assertThatThrownBy(() -> table.column("add_spent"))
                .hasMessage("some.csv: no column \"add_spent\"; did you mean \"Ad_Spend\"?");
        assertThatThrownBy(() -> table.column("revenue"))
                .hasMessage("some.csv: no column \"revenue\"; there are cost ($), Ad_Spend, x");
        assertThatThrownBy(() -> read("a,A\n1,2\n").column("a ")).hasMessageContaining("write the name exactly");
    }

    @Test
    void whatIsWrongIsSaidByFileAndLine() {
        refused("", "some.csv: the file is empty");
        refused("a,b\n", "some.csv: only a header, no rows");
        refused(",,\n1,2,3\n", "some.csv, line 1: no column has a name: the first line must be the header");
        refused(
                "a,b\n1,2\n\n\"x\ny\",2,3\n",
                "some.csv, line 4: 3 fields, the header has 2: is a quote or a delimiter missing?");
        refused("a,b\n1\n", "some.csv, line 2: 1 fields, the header has 2: is a quote or a delimiter missing?");
        refused("a;b\n1;2\n", "some.csv, line 1: only one column with delimiter ',': is it ';'?");
        refused("a,b,a\n1,2,3\n", "some.csv, line 1: columns 1 and 3 are both named \"a\"");
    }

    @Test
    void aBadValueInADeclaredColumnIsSaidByFileAndLine() {
        assertThatThrownBy(() -> read("a,n\nx,1\nx,\"1,5\"\n", CsvOptions.DEFAULT.typed("n", ColumnType.NUMBER)))
                .hasMessage("some.csv, line 3: column \"n\": \"1,5\" is no number");
        assertThatThrownBy(() -> read("d,n\n30.02.20,1\n", CsvOptions.DEFAULT.typed("d", ColumnType.DATE)))
                .hasMessageStartingWith("some.csv, line 2: column \"d\": \"30.02.20\" is no date in ISO 8601");
        assertThatThrownBy(() -> read("d,n\n1,1\n", CsvOptions.DEFAULT.dated("d", "bogus")))
                .hasMessageStartingWith("column \"d\": \"bogus\" is no date pattern");
        assertThatThrownBy(() -> read("d,n\n1,1\n", CsvOptions.DEFAULT.typed("m", ColumnType.DATE)))
                .hasMessageContaining("no column \"m\"");
    }

    @Test
    void otherEncodingsAreRefusedWithTheLine() throws Exception {
        Path latin = write("name,n\nx,1\nKöln,2\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> CsvTables.read(latin, CsvOptions.DEFAULT))
                .hasMessage("some.csv, line 3: not UTF-8: convert the file first");
    }

    @Test
    void hugeFieldsAndOpenQuotesAreRefused() {
        String huge = "x".repeat((1 << 20) + 1);
        refused("a,b\n1,2\n" + huge + ",2\n", "some.csv, line 3: column 1: a field of more than 1 MiB");
        assertThatThrownBy(() -> read("a,b\n1,2\n\"" + "x,y\n".repeat(5 << 20)))
                .hasMessage("some.csv, line 3: a record of more than 16 MiB: is a quote left open?");
        assertThatThrownBy(() -> read("a,b\n1,2\n\"x,3\n")).hasMessageStartingWith("some.csv, line 3: ");
    }

    @Test
    void missingFilesFoldersAndDamagedGzipAreSaid() throws Exception {
        assertThatThrownBy(() -> CsvTables.read(folder.resolve("no.csv"), CsvOptions.DEFAULT))
                .hasMessageEndingWith("no.csv: no such file");
        assertThatThrownBy(() -> CsvTables.read(folder, CsvOptions.DEFAULT)).hasMessageContaining("is a folder");
        Path cut = write(new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3});
        assertThatThrownBy(() -> CsvTables.read(cut, CsvOptions.DEFAULT)).isInstanceOf(TableException.class);
    }

    @Test
    void otherDelimitersAreAnOption() throws Exception {
        assertThat(read("a;b\n1;2\n", CsvOptions.DEFAULT.delimitedBy(';')).names())
                .containsExactly("a", "b");
    }

    @Test
    void realFilesAreRead() throws Exception {
        Table ragged = RealData.table("cac/customer_acquisition_cost_dataset__ragged_variant.csv");
        assertThat(ragged.names())
                .containsExactly("Customer_ID", "Marketing_Channel", "Marketing_Spend", "New_Customers");
        assertThat(ragged.size()).isEqualTo(500);
        assertThat(ragged.remarks()).singleElement().asString().endsWith("the first in line 226");
        assertThat(RealData.table("ltv/customer_acquisition_data__unit_headers_variant.csv")
                        .numbers("Cost ($)")
                        .size())
                .isEqualTo(800);
        Table robyn = RealData.table("mmm/robyn_dt_simulated_weekly.csv");
        assertThat(robyn.dates("date").size()).isEqualTo(208);
        assertThat(robyn.column("events").type()).isEqualTo(ColumnType.CATEGORY);
        Table crm = CsvTables.read(RealData.file("crm/marketing_campaign.csv"), CsvOptions.DEFAULT.delimitedBy(';'));
        assertThat(crm.size()).isEqualTo(2240);
        assertThat(crm.numbers("Income").missing()).isEqualTo(24);
        Table retail = RealData.table("ltv/online_retail.csv.gz");
        assertThat(retail.size()).isEqualTo(541_909);
        assertThat(retail.column("InvoiceDate").type()).isEqualTo(ColumnType.DATE);
    }
}
