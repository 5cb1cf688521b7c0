package dev.sluice.bench.swap;

import dev.sluice.event.ChannelScore;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the scores of a version to come: the first, and one of every account. */
final class NewVersions {
    private final Set<String> accounts;
    private final Set<String> waiting = new HashSet<>();
    private String kind = "";
    private String version = "";
    private long firstNanos;
    private long lastNanos;

    NewVersions(Set<String> accounts) {
        this.accounts = Set.copyOf(accounts);
    }

    /** When the first score of the version was there, and the last account's first one; {@link System#nanoTime}. */
    record Seen(long firstNanos, long lastNanos) {}

    /** From now on this version is waited for. */
    synchronized void expect(String ofKind, String ofVersion) {
        kind = ofKind;
        version = ofVersion;
        firstNanos = 0;
        waiting.clear();
        waiting.addAll(accounts);
    }

    /** Hears of a score. */
    synchronized void saw(String key, ChannelScore score, long nanos) {
        if (version.equals(score.getModelVersions().get(kind)) && waiting.remove(score.getAccount())) {
            firstNanos = firstNanos == 0 ? nanos : firstNanos;
            lastNanos = nanos;
            if (waiting.isEmpty()) {
                notifyAll();
            }
        }
    }

    /** Waits for every account. */
    synchronized Seen await(long seconds) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!waiting.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new TimeoutException(
                        "version " + version + " of " + kind + " did not score " + waiting + " in " + seconds + " s");
            }
            wait(left);
        }
        return new Seen(firstNanos, lastNanos);
    }
}
