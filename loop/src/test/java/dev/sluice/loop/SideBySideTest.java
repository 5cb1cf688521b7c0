package dev.sluice.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    @Test
    void resultsComeInTheOrderOfTheRuns() throws InterruptedException {
        List<Callable<Integer>> runs = IntStream.range(0, 50)
                .<Callable<Integer>>mapToObj(i -> () -> i * i)
                .toList();
        List<Integer> done = new ArrayList<>();
        assertThat(SideBySide.run(runs, 3, (count, total) -> done.add(count)))
                .isEqualTo(IntStream.range(0, 50).mapToObj(i -> i * i).toList());
        assertThat(done).isEqualTo(IntStream.rangeClosed(1, 50).boxed().toList());
    }

    @Test
    void aFaultEndsTheRestAndComesThrough() {
        List<Callable<Integer>> runs = List.of(() -> 1, () -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> SideBySide.run(runs, 2, (count, total) -> {})).hasMessage("broken");
    }

    @Test
    void quantilesLieBetweenTheValues() {
        Quantiles quantiles = new Quantiles(new double[] {4, 1, 3, 2});
        assertThat(quantiles.at(0)).isEqualTo(1);
        assertThat(quantiles.at(0.5)).isEqualTo(2.5);
        assertThat(quantiles.at(1)).isEqualTo(4);
        assertThat(quantiles.mean()).isEqualTo(2.5);
        assertThat(new Quantiles(new double[0]).at(0.5)).isNaN();
    }
}
