package dev.sluice.app.command;

import dev.sluice.app.ops.ExitCode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and SIGTERM for commands that run until they are told to stop: the first one asks the command to end, which
 * then returns its exit code as ever; a second one, or one that is not obeyed within a bound, ends the process.
 *
 * <p>A shutdown hook would not do: once one runs, the process's exit code is the signal's, whatever the command says.
 */
final class Interruption implements AutoCloseable {
    // On Windows there is no SIGHUP; a terminal that closes asks as Ctrl-C does.
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    private final Duration bound;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Map<Signal, SignalHandler> before = new HashMap<>();

    /**
     * Takes the signals over.
     *
     * @param bound how long the command may take to end once it is asked to
     */
    Interruption(Duration bound) {
        this.bound = bound;
        for (String name : SIGNALS) {
            try {
                Signal signal = new Signal(name);
                before.put(signal, Signal.handle(signal, this::ask));
            } catch (IllegalArgumentException e) {
                // This system does not have it, or the JVM was told to leave it alone (-Xrs): it ends the process then.
            }
        }
    }

    private void ask(Signal signal) {
        if (isAsked()) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
        }
        asked.countDown();
        Thread.ofPlatform().daemon().name("sluice-interruption").start(this::haltUnlessEnded);
    }

    private void haltUnlessEnded() {
        try {
            if (!ended.await(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                Runtime.getRuntime().halt(ExitCode.SHUTDOWN_TIMED_OUT.code());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits so long, or until the process is asked to stop; true if it is. */
    boolean await(Duration atMost) throws InterruptedException {
        return asked.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isAsked() {
        return asked.getCount() == 0;
    }

    /**
     * For work that is worth nothing half done.
     *
     * @throws CommandFailure if the process is asked to stop
     */
    void check() {
        if (isAsked()) {
            throw new CommandFailure(ExitCode.INTERRUPTED, "Interrupted.");
        }
    }

    @Override
    public void close() {
        ended.countDown();
        before.forEach(Signal::handle);
    }
}
