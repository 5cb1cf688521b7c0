package dev.sluice.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.trainer.evaluate.Folds.Fold;
import dev.sluice.trainer.learn.CannotLearnException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FoldsTest {
    @Test
    void everyRowValidatesOnceAndIsNeverInItsOwnTrainingPart() throws Exception {
        List<Fold> folds = Folds.of(new MadeRows(23).target(row -> row).rows(), 5, 1);

        assertThat(folds).hasSize(5);
        assertThat(folds.stream()
                        .flatMapToInt(fold -> Arrays.stream(fold.validation()))
                        .sorted())
                .containsExactlyElementsOf(IntStream.range(0, 23).boxed().toList());
        assertThat(folds).allSatisfy(fold -> {
            assertThat(fold.training()).doesNotContain(fold.validation());
            assertThat(fold.training().length + fold.validation().length).isEqualTo(23);
            assertThat(fold.validation().length).isBetween(4, 5);
        });
        assertThat(folds.getFirst().validation())
                .isEqualTo(Folds.shuffled(23, 5, 1).getFirst().validation())
                .isNotEqualTo(Folds.shuffled(23, 5, 2).getFirst().validation());
        assertThat(Folds.shuffled(3, 5, 1)).hasSize(3);
    }

    @Test
    void noTrainingRowIsDatedAtOrAfterAValidationRow() throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int dates = 2 + random.nextInt(30);
            // Several series share dates, and rows are in no order.
            long[] days = random.longs(2 + random.nextInt(100), 0, dates).toArray();
            days[0] = 0;
            days[1] = dates;
            List<Fold> folds = Folds.of(
                    new MadeRows(days.length).target(row -> row).dated(days).rows(), 5, 1);

            assertThat(folds).hasSizeBetween(1, 5);
            assertThat(folds).allSatisfy(fold -> {
                assertThat(fold.training()).isNotEmpty();
                assertThat(fold.validation()).isNotEmpty();
                long last = Arrays.stream(fold.training())
                        .mapToLong(row -> days[row])
                        .max()
                        .orElseThrow();
                assertThat(Arrays.stream(fold.validation())
                                .mapToLong(row -> days[row])
                                .min()
                                .orElseThrow())
                        .isGreaterThan(last);
            });
        }
    }

    @Test
    void theWindowGrowsAndNoValidationRowComesTwice() throws Exception {
        long[] days = IntStream.range(0, 60).mapToLong(row -> row / 2).toArray();
        List<Fold> folds = Folds.expanding(days, 5);

        assertThat(folds).extracting(fold -> fold.training().length).containsExactly(10, 20, 30, 40, 50);
        assertThat(folds).allSatisfy(fold -> assertThat(fold.validation()).hasSize(10));
    }

    @Test
    void oneDateOrOneRowIsTooFew() {
        assertThatThrownBy(() -> Folds.expanding(new long[] {3, 3, 3}, 5))
                .isInstanceOf(CannotLearnException.class)
                .hasMessage("cross-validation needs at least two dates, there are 1: give more data");
        assertThatThrownBy(() -> Folds.shuffled(1, 5, 1)).hasMessageContaining("at least two rows");
    }
}
