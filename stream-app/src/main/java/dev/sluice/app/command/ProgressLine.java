package dev.sluice.app.command;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Progress of long work: a bar where somebody watches a terminal, a log line every few seconds elsewhere. */
public final class ProgressLine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressLine.class);
    private static final long LOG_EVERY_NANOS = 5_000_000_000L;

    private final String name;
    private final @Nullable ProgressBar bar;
    private long loggedAt = System.nanoTime();

    private ProgressLine(String name, @Nullable ProgressBar bar) {
        this.name = name;
        this.bar = bar;
    }

    public static ProgressLine of(Surroundings around, String name) {
        boolean watched = System.console() != null
                && System.console().isTerminal()
                && around.env().get("TERM") != null;
        ProgressBar bar = !watched
                ? null
                : new ProgressBarBuilder()
                        .setTaskName(name)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(200)
                        .build();
        return new ProgressLine(name, bar);
    }

    /** So much of so much is done, with so many rows. */
    void at(long done, long total, long rows) {
        show(done, total, "read", rows + " rows");
    }

    /** So many of so many are done; what they are, such as {@code runs}. */
    public void at(long done, long total, String what) {
        show(done, total, "done", done + " of " + total + " " + what);
    }

    private void show(long done, long total, String verb, String so) {
        if (bar != null) {
            bar.maxHint(total);
            bar.stepTo(done);
            bar.setExtraMessage(so);
        } else if (System.nanoTime() - loggedAt > LOG_EVERY_NANOS) {
            loggedAt = System.nanoTime();
            LOG.info("{}: {} % {}, {}", name, total == 0 ? 100 : 100 * done / total, verb, so);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
