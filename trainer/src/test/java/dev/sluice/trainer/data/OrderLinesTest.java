package dev.sluice.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderLinesTest {
    private static final OrderLines.Columns COLUMNS =
            new OrderLines.Columns("customer", "order", "date", "item", "quantity", "price");

    @TempDir
    Path directory;

    private OrderLines lines(String... rows) throws Exception {
        Path file = directory.resolve("lines.csv");
        Files.writeString(file, "customer,order,date,item,quantity,price\n" + String.join("\n", rows) + "\n");
        CsvOptions csv = CsvOptions.DEFAULT
                .typed("customer", ColumnType.CATEGORY)
                .typed("order", ColumnType.CATEGORY)
                .typed("item", ColumnType.CATEGORY);
        return OrderLines.of(CsvTables.read(file, csv), COLUMNS);
    }

    private static double input(Dataset rows, String name, int row) {
        return rows.numbers()[rows.numberNames().indexOf(name)][row];
    }

    @Test
    void inputsKnowNothingOfTheDaysThatThePredictionCovers() throws Exception {
        OrderLines lines = lines(
                "ann,1,2026-01-01,tea,2,10",
                "ann,2,2026-01-11,cup,1,5",
                "ann,3,2026-01-20,tea,1,10",
                "bob,4,2026-01-15,tea,1,10");
        Dataset rows = lines.customersAt(LocalDate.parse("2026-01-11"), 10);
        assertThat(rows.size()).isEqualTo(1);
        assertThat(input(rows, "revenue", 0)).isEqualTo(25);
        assertThat(input(rows, "orders", 0)).isEqualTo(2);
        assertThat(input(rows, "days_since_last_order", 0)).isZero();
        assertThat(input(rows, "days_between_orders", 0)).isEqualTo(10);
        assertThat(rows.target()).containsExactly(10);
    }

    @Test
    void returnsLessenTheRevenueOfTheirOwnDay() throws Exception {
        OrderLines lines = lines(
                "ann,1,2026-01-01,tea,10,10",
                "ann,C1,2026-01-05,tea,-4,10",
                "ann,2,2026-01-20,cup,3,5",
                "ann,C2,2026-01-21,cup,-1,5");
        Dataset rows = lines.customersAt(LocalDate.parse("2026-01-10"), 30);
        assertThat(input(rows, "revenue", 0)).isEqualTo(60);
        assertThat(input(rows, "returned", 0)).isEqualTo(40);
        assertThat(input(rows, "orders", 0)).isEqualTo(1);
        assertThat(rows.target()).containsExactly(10);
    }

    @Test
    void linesWithoutCustomerOrPriceAndRepetitionsAreLeftOutAndCounted() throws Exception {
        OrderLines lines = lines(
                "ann,1,2026-01-01,tea,2,10",
                "ann,1,2026-01-01,tea,2,10",
                ",2,2026-01-02,tea,1,10",
                "bob,3,2026-01-03,tea,1,0");
        assertThat(lines.leftOut()).isEqualTo(3);
        assertThat(lines.customers()).isEqualTo(1);
        assertThatThrownBy(() -> lines.customersAt(LocalDate.parse("2025-12-31"), 10))
                .isInstanceOf(TableException.class)
                .hasMessageContaining("2025-12-31");
    }
}
