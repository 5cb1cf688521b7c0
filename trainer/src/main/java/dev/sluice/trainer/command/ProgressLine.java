package dev.sluice.trainer.command;

import dev.sluice.trainer.evaluate.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** How far a training is: a bar on a terminal, a line at each tenth elsewhere. */
final class ProgressLine implements Progress, AutoCloseable {
    private final PrintWriter err;
    private final boolean drawn = System.console() != null && System.console().isTerminal();
    private @Nullable ProgressBar bar;
    private long tenths;

    ProgressLine(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void step(long done, long total, String what) {
        if (drawn) {
            if (bar == null) {
                bar = new ProgressBarBuilder()
                        .setTaskName("training")
                        .setInitialMax(total)
                        .build();
            }
            bar.stepTo(done);
            bar.setExtraMessage(what);
        } else if (total > 0 && done * 10 / total > tenths) {
            tenths = done * 10 / total;
            err.println(String.format(Locale.ROOT, "training: %d of %d, %s", done, total, what));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
