package dev.sluice.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.trainer.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What the app's own rows are learned relative to. */
class LevelsTest {
    private static final Path CATALOGUE = Path.of("..", "docs", "features.md");

    private static List<String> documented(Predicate<String> line) throws IOException {
        return Files.readAllLines(CATALOGUE).stream()
                .filter(text -> text.startsWith("| `") && text.contains("| number |"))
                .filter(line)
                .map(text -> text.substring(3, text.indexOf('`', 3)))
                .toList();
    }

    private static Dataset features() throws IOException {
        List<String> names = documented(line -> true);
        return new Dataset(
                names,
                new double[names.size()][1],
                List.of("channel"),
                new String[][] {{"search"}},
                new double[1],
                new long[0],
                new String[0]);
    }

    private static TrainingOptions options(String kind, String... relativeTo) {
        TrainingOptions options = new TrainingOptions();
        options.kind = kind;
        options.relativeTo = List.of(relativeTo);
        return options;
    }

    @Test
    void allInputsInCurrencyUnitsAreDividedAndNoOthers() throws IOException {
        assertThat(Levels.money(features()))
                .isEqualTo(documented(line -> line.contains("| currency units |")))
                .hasSizeGreaterThan(50);
    }

    @Test
    void moneyIsLearnedRelativeToItsOwnLevelUnlessToldOtherwise() throws IOException {
        Dataset rows = features();
        assertThat(Levels.ofFeatures(options("cac"), rows).columns()).containsExactly("cac_mean8", "account_cac_mean8");
        assertThat(Levels.ofFeatures(options("cac"), rows).inputs()).isEqualTo(Levels.money(rows));
        assertThat(Levels.ofFeatures(options("cac", "cac_mean4"), rows).columns())
                .containsExactly("cac_mean4");
        assertThat(Levels.ofFeatures(options("cac", "none"), rows)).isEqualTo(Levels.NONE);
        assertThat(Levels.ofFeatures(options("ltv"), rows)).isEqualTo(Levels.NONE);
    }
}
