package dev.sluice.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.trainer.data.DatasetRecipe.Prepared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SplitTest {
    @TempDir
    Path folder;

    private static Dataset dated(long... days) {
        double[] target = new double[days.length];
        return new Dataset(
                List.of("x"), new double[][] {target}, List.of(), new String[0][], target, days, new String[0]);
    }

    private Split listed(String json) throws IOException, TableException {
        Path file = Files.writeString(folder.resolve("rows.json"), json);
        // The table had five rows; the one numbered 1 has no target.
        Prepared prepared = new Prepared(dated(new long[4]), "y", new int[] {0, 2, 3, 4}, 1, 0, List.of());
        return Split.listed(file, prepared, 5);
    }

    @Test
    void listedRowsAreRowsOfTheTable() throws Exception {
        Split split = listed("[4, 1, 2]");

        assertThat(split.test()).containsExactly(1, 3);
        assertThat(split.training()).containsExactly(0, 2);
        assertThat(split.how()).isEqualTo("the rows listed in rows.json, less 1 without target or date");
    }

    @Test
    void listsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> listed("[5]")).hasMessage("rows.json: row 5: the table has rows 0 to 4");
        assertThatThrownBy(() -> listed("[-1]")).hasMessageContaining("row -1");
        assertThatThrownBy(() -> listed("[2, 2]")).hasMessage("rows.json: row 2 is listed twice");
        assertThatThrownBy(() -> listed("[1.5]")).hasMessage("rows.json: 1.5 is no row number");
        assertThatThrownBy(() -> listed("{}")).hasMessageContaining("a JSON array of row numbers is expected");
        assertThatThrownBy(() -> listed("[1,")).hasMessageContaining("no JSON");
        assertThatThrownBy(() -> listed("[]")).hasMessageContaining("both are needed");
        assertThatThrownBy(() -> listed("[1]")).hasMessageContaining("both are needed");
    }

    @Test
    void aShuffledPartDependsOnTheSeedAlone() throws Exception {
        Dataset dataset = dated(new long[100]);
        Split split = Split.shuffled(dataset, .2, 7);

        assertThat(split.test())
                .hasSize(20)
                .isEqualTo(Split.shuffled(dataset, .2, 7).test());
        assertThat(split.test()).isNotEqualTo(Split.shuffled(dataset, .2, 8).test());
        assertThat(IntStream.concat(Arrays.stream(split.test()), Arrays.stream(split.training()))
                        .sorted())
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        assertThatThrownBy(() -> Split.shuffled(dataset, 1, 7)).hasMessageContaining("less than 1");
    }

    @Test
    void aDayIsNeverOnBothSides() throws Exception {
        Split split = Split.last(dated(3, 1, 2, 2, 3, 1, 2, 1, 1, 1), .3);

        assertThat(split.test()).containsExactly(0, 2, 3, 4, 6);
        assertThat(split.how()).isEqualTo("the rows since 1970-01-03");
        assertThat(Split.since(dated(1, 2, 3), LocalDate.ofEpochDay(3)).test()).containsExactly(2);
        assertThatThrownBy(() -> Split.last(dated(1, 1, 1), .3)).hasMessageContaining("both are needed");
    }
}
