package dev.sluice.app.api.write;

import dev.sluice.app.api.view.Views;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits until this instance's own view shows what was just written: who writes and then reads should find it. */
final class Shown {
    private static final Duration LONGEST = Duration.ofMillis(200);
    private static final int TIMES = 10;

    private final Views views;

    Shown(Views views) {
        this.views = views;
    }

    /** Returns as soon as it is shown, or after some seconds: it is written in any case. */
    void await(BooleanSupplier shown) throws InterruptedException {
        for (int time = 0; time < TIMES; time++) {
            long version = views.version();
            if (shown.getAsBoolean()) {
                return;
            }
            views.awaitChange(version, LONGEST);
        }
    }
}
