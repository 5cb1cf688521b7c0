package dev.sluice.app.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.scoring.ShelfEntry.Source;
import dev.sluice.app.scoring.inspection.Announced;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Models change under those who use them. */
final class ModelSwapTest {
    private static final ModelKey KEY = new ModelKey("*", "cac", null);
    private static final int SWAPS = 200;
    private static final int THREADS = 4;
    /** It shrinks by some 10 to 30 MB as a rule; with sessions that are never closed it grows by 57 MB. */
    private static final long MOST_GROWTH = 24L << 20;

    private final AtomicBoolean done = new AtomicBoolean();

    private static void put(ModelShelf shelf, int offset) {
        byte[] file = OnnxFiles.linear("cac", "v" + offset, offset).build().toByteArray();
        assertThat(shelf.offer(Source.TOPIC, KEY, file, Announced.NOTHING)).isEmpty();
    }

    /** Scores until it is told to stop; returns how many times. Each result must be one model's, whole. */
    private long score(ModelShelf shelf, int rows) {
        long scored = 0;
        while (!done.get()) {
            try (Scorer scorer = shelf.live("acme", "cac").orElseThrow()) {
                int offset = Integer.parseInt(scorer.card().version().substring(1));
                InputRows input = new InputRows(scorer.card(), rows);
                for (int i = 0; i < rows; i++) {
                    input.add(Map.of("spend", 1.0, "clicks", (double) i), Map.of("channel", "meta"));
                }
                float[] predictions = scorer.score(input);
                for (int i = 0; i < rows; i++) {
                    assertThat(predictions[4 * i]).isEqualTo(offset + 12 + 3 * i);
                }
                scored++;
            }
        }
        return scored;
    }

    @Test
    void swapsUnderLoadLoseNoRowAndLeaveNoMemoryBehind() throws Exception {
        try (ModelShelf shelf =
                        new ModelShelf(new ModelLoading(1 << 20, ShelfListener.none()), InstantSource.system());
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            put(shelf, 0);
            List<Future<Long>> scoring = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int rows = 1 + 13 * i;
                scoring.add(threads.submit((Callable<Long>) () -> score(shelf, rows)));
            }
            long before = 0;
            try {
                for (int i = 1; i <= 2 * SWAPS; i++) {
                    if (i == SWAPS + 1) {
                        // The first half warmed heap, code cache and the allocator's pools up.
                        before = residentBytes();
                    }
                    put(shelf, i % 1000);
                }
            } finally {
                done.set(true);
            }
            for (Future<Long> each : scoring) {
                assertThat(each.get()).isGreaterThan(SWAPS / 10);
            }
            assertThat(LoadedModel.OPEN).hasValue(1);
            long growth = residentBytes() - before;
            assertThat(growth)
                    .as("growth of the resident memory over %d swaps, in bytes", SWAPS)
                    .isLessThan(MOST_GROWTH);
        }
        assertThat(LoadedModel.OPEN).hasValue(0);
    }

    private static long residentBytes() throws IOException {
        Path statm = Path.of("/proc/self/statm");
        Assumptions.assumeTrue(Files.exists(statm), "only Linux tells the resident memory this way");
        System.gc();
        return Long.parseLong(Files.readString(statm).split(" ")[1]) * 4096;
    }
}
