package dev.sluice.app.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How often each caller may call: a bucket of tokens a caller, filled steadily. Forgets those who called longest ago. */
final class CallRate {
    private static final int MOST_CALLERS = 10_000;
    private static final double NANOS = 1e9;

    private static final class Bucket {
        private double left;
        private long filledAt;
    }

    private final int perSecond;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_CALLERS;
        }
    };

    /**
     * A rate, with twice as many at once.
     *
     * @param perSecond 0: any number
     */
    CallRate(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /** Takes one call; false where the caller has had all of theirs for now. */
    synchronized boolean take(String caller) {
        if (perSecond == 0) {
            return true;
        }
        long now = nanoTime.getAsLong();
        double most = 2.0 * perSecond;
        Bucket bucket = buckets.get(caller);
        if (bucket == null) {
            bucket = new Bucket();
            bucket.left = most;
            buckets.put(caller, bucket);
        } else {
            bucket.left = Math.min(most, bucket.left + (now - bucket.filledAt) / NANOS * perSecond);
        }
        bucket.filledAt = now;
        if (bucket.left < 1) {
            return false;
        }
        bucket.left--;
        return true;
    }
}
