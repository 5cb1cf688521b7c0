package dev.sluice.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/** Runs that don't know of each other, several at a time. Results come in the order of the runs. */
final class SideBySide {
    private SideBySide() {}

    /**
     * Runs them all; the first that fails ends the rest.
     *
     * @param progress told how many of how many are done
     * @throws InterruptedException where this thread is interrupted; the runs are then told to stop
     */
    static <T> List<T> run(List<Callable<T>> runs, int threads, BiConsumer<Integer, Integer> progress)
            throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("run-", 1).factory());
        try {
            ExecutorCompletionService<T> done = new ExecutorCompletionService<>(workers);
            List<Future<T>> futures = new ArrayList<>();
            runs.forEach(run -> futures.add(done.submit(run)));
            for (int i = 1; i <= runs.size(); i++) {
                value(done.take());
                progress.accept(i, runs.size());
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(value(future));
            }
            return results;
        } finally {
            workers.shutdownNow();
        }
    }

    private static <T> T value(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException fault -> throw fault;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
