package dev.sluice.app.command;

import dev.sluice.app.files.EventFile;
import dev.sluice.app.files.EventKind;
import dev.sluice.app.files.FileProblem;
import dev.sluice.app.files.RowProblem;
import dev.sluice.app.files.Summary;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.topology.Feeder;
import dev.sluice.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads files and feeds their events to the input topics, telling how far it is and which rows are bad. */
final class FileReading {
    private static final int SHOWN_PROBLEMS = 20;

    private final Surroundings around;
    private final Feeder feeder;
    private final List<RowProblem> problems = new ArrayList<>();
    private long rows;
    private long entities;
    private long rejected;

    FileReading(Surroundings around, Feeder feeder) {
        this.around = around;
        this.feeder = feeder;
    }

    /**
     * Reads all files, in their order; returns once every event is durable.
     *
     * @throws CommandFailure where a file can't be read on, or at the first bad row where the options are strict
     */
    void read(List<FileOptions.Job> jobs) {
        for (FileOptions.Job job : jobs) {
            read(job);
        }
        feeder.flush();
    }

    private void read(FileOptions.Job job) {
        try (ProgressLine progress = ProgressLine.of(around, String.valueOf(job.file().getFileName()))) {
            Summary summary = EventFile.read(
                    job.file(),
                    job.mapping(),
                    job.options(),
                    event -> feeder.send(topic(event.kind()), event.account(), event.value(), event.timestampMs()),
                    this::tell,
                    progress::at);
            rows += summary.rows();
            entities += summary.entities();
            rejected += summary.rejected();
            progress.close();
            around.err()
                    .println(String.format(
                            Locale.ROOT,
                            "%s: %,d rows, %,d %s, %,d rejected, %,d left out by the mapping's filter",
                            job.file().getFileName(),
                            summary.rows(),
                            summary.entities(),
                            noun(job.mapping().kind()),
                            summary.rejected(),
                            summary.filtered()));
        } catch (FileProblem e) {
            feeder.flush();
            throw new CommandFailure(ExitCode.DATA_PROBLEMS, e.getMessage(), e);
        }
    }

    private void tell(RowProblem problem) {
        problems.add(problem);
        if (problems.size() <= SHOWN_PROBLEMS) {
            around.err().println(problem);
        } else if (problems.size() == SHOWN_PROBLEMS + 1) {
            around.err().println("... more bad rows follow; they are counted below");
        }
    }

    private static Topic topic(EventKind kind) {
        return switch (kind) {
            case SPEND -> Topic.AD_SPEND;
            case CLICKS -> Topic.AD_CLICKS;
            case ORDERS -> Topic.ORDERS;
        };
    }

    private static String noun(EventKind kind) {
        return switch (kind) {
            case SPEND -> "spend reports";
            case CLICKS -> "clicks";
            case ORDERS -> "orders and credit notes";
        };
    }

    long rows() {
        return rows;
    }

    long entities() {
        return entities;
    }

    long rejected() {
        return rejected;
    }

    List<RowProblem> problems() {
        return problems;
    }
}
