package dev.sluice.acceptance;

import java.time.Instant;
import java.time.InstantSource;

/** Stands still until it is set. */
final class SteppedClock implements InstantSource {
    private volatile Instant now;

    SteppedClock(Instant start) {
        now = start;
    }

    void set(Instant instant) {
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
