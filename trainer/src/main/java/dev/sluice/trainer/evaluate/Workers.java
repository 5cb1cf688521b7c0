package dev.sluice.trainer.evaluate;

import dev.sluice.trainer.learn.CannotLearnException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Fits side by side. Each is a function of its own input alone, so that results do not hang on how many there are. */
final class Workers implements AutoCloseable {
    /** Something to compute. */
    interface Task<T> {
        T run() throws CannotLearnException;
    }

    /** Something under way. */
    record Pending<T>(Future<T> future) {
        /**
         * Waits for it.
         *
         * @throws CannotLearnException where the task did
         */
        T get() throws CannotLearnException {
            try {
                return future.get();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case CannotLearnException cannot -> throw cannot;
                    case RuntimeException fault -> throw fault;
                    case Error error -> throw error;
                    case null, default -> throw new IllegalStateException(e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CannotLearnException("the training was interrupted");
            }
        }
    }

    private final ExecutorService threads;

    Workers(int count) {
        threads = Executors.newFixedThreadPool(
                Math.max(1, count), Thread.ofPlatform().daemon().name("fit-", 1).factory());
    }

    <T> Pending<T> start(Task<T> task) {
        return new Pending<>(threads.submit(task::run));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
