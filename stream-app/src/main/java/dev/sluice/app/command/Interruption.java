package dev.sluice.app.command;

import dev.sluice.app.ops.ExitCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM for commands that run until they are told to stop: the command is asked to end and the process
 * waits for it, within a bound. Close it when the command has ended.
 */
final class Interruption implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    Interruption(Duration bound) {
        this.hook = new Thread(
                () -> {
                    asked.countDown();
                    try {
                        if (!ended.await(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                            Runtime.getRuntime().halt(ExitCode.SHUTDOWN_TIMED_OUT.code());
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "sluice-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Waits so long, or until the process is asked to stop; true if it is. */
    boolean await(Duration atMost) throws InterruptedException {
        return asked.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    @Override
    public void close() {
        ended.countDown();
        if (!isAsked()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
