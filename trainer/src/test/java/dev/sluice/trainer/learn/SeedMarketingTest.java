package dev.sluice.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.trainer.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The public seed_marketing_data with the reference's own test rows. */
final class SeedMarketingTest {
    private static final List<String> NUMBERS = List.of("ad_spend", "clicks", "conversions", "impressions");

    @Test
    void theForestIsAsGoodAsScikitLearns() throws Exception {
        Dataset rows = read(data("cac/seed_marketing_data.csv"));
        int[] test = new ObjectMapper()
                .readValue(data("reference/000_seed_test_rows.json").toFile(), int[].class);
        int[] training = IntStream.range(0, rows.size())
                .filter(row -> Arrays.stream(test).noneMatch(t -> t == row))
                .toArray();
        Learner forest = Learners.named("forest");

        Fitted fitted =
                forest.fit(rows.rows(training), forest.grid(training.length).getFirst(), 42);

        assertThat(TestRows.mae(fitted.predict(rows.rows(test)), rows.rows(test)))
                .isBetween(1.607, 2.138);
    }

    private static Path data(String file) {
        @Nullable String stated = System.getenv("SLUICE_DATA");
        Path folder = stated != null
                ? Path.of(stated)
                : Path.of(Objects.requireNonNull(System.getProperty("sluice.root")), "..", "shared", "data");
        Path path = folder.resolve(file);
        assumeThat(path).as("no such file; SLUICE_DATA names another folder").exists();
        return path;
    }

    private static Dataset read(Path file) throws IOException {
        List<String[]> lines =
                Files.readAllLines(file).stream().map(line -> line.split(",")).toList();
        List<String> header = List.of(lines.getFirst());
        List<String[]> rows = lines.subList(1, lines.size());
        double[][] numbers = NUMBERS.stream()
                .map(name -> rows.stream()
                        .mapToDouble(row -> Double.parseDouble(row[header.indexOf(name)]))
                        .toArray())
                .toArray(double[][]::new);
        String[] platforms =
                rows.stream().map(row -> row[header.indexOf("platform")]).toArray(String[]::new);
        double[] cac = IntStream.range(0, rows.size())
                .mapToDouble(row -> numbers[0][row] / numbers[2][row])
                .toArray();
        return new Dataset(
                NUMBERS,
                numbers,
                List.of("platform"),
                new @Nullable String[][] {platforms},
                cac,
                new long[0],
                new String[0]);
    }
}
