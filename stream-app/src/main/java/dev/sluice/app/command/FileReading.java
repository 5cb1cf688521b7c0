package dev.sluice.app.command;

import dev.sluice.app.files.Event;
import dev.sluice.app.files.EventFile;
import dev.sluice.app.files.EventKind;
import dev.sluice.app.files.FileProblem;
import dev.sluice.app.files.RowProblem;
import dev.sluice.app.files.Summary;
import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.topology.Feeder;
import dev.sluice.event.SpendReport;
import dev.sluice.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Reads files on a thread of its own, so that a broker can start or answer meanwhile, and feeds their events to the
 * input topics, telling how far it is and which rows are bad.
 */
final class FileReading {
    private static final int SHOWN_PROBLEMS = 20;
    private static final int READ_AHEAD = 4_096;
    private static final Event END = new Event("", EventKind.SPEND, new SpendReport(), 0);

    private final Surroundings around;
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(READ_AHEAD);
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final List<RowProblem> problems = new ArrayList<>();
    private long rows;
    private long rejected;

    private FileReading(Surroundings around) {
        this.around = around;
    }

    /** Starts reading all files, in their order. */
    static FileReading start(Surroundings around, List<FileOptions.Job> jobs) {
        FileReading reading = new FileReading(around);
        Thread.ofPlatform().daemon().name("files").start(() -> reading.readAll(jobs));
        return reading;
    }

    /**
     * Sends what is read; returns once every event is durable.
     *
     * @param check called before each event; what it throws ends the feeding
     * @throws CommandFailure where a file can't be read on, or at the first bad row where the options are strict;
     *     what came before it is sent
     */
    void feed(Feeder feeder, Runnable check) throws InterruptedException {
        for (Event event = events.take(); event != END; event = events.take()) {
            check.run();
            feeder.send(topic(event.kind()), event.account(), event.value(), event.timestampMs());
        }
        feeder.flush();
        RuntimeException broken = failure.get();
        if (broken != null) {
            throw broken;
        }
    }

    private void readAll(List<FileOptions.Job> jobs) {
        try {
            for (FileOptions.Job job : jobs) {
                read(job);
            }
        } catch (RuntimeException e) {
            failure.set(e);
        } finally {
            put(END);
        }
    }

    private void read(FileOptions.Job job) {
        try (ProgressLine progress =
                ProgressLine.of(around, String.valueOf(job.file().getFileName()))) {
            Summary summary = EventFile.read(
                    job.file(),
                    job.mapping(),
                    job.options(),
                    this::put,
                    problem -> tell(problem, job.options().strict()),
                    progress::at);
            rows += summary.rows();
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
            throw new CommandFailure(ExitCode.DATA_PROBLEMS, String.valueOf(e.getMessage()), e);
        }
    }

    private void put(Event event) {
        try {
            events.put(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED, "Interrupted.", e);
        }
    }

    private void tell(RowProblem problem, boolean strict) {
        problems.add(problem);
        if (strict) {
            return; // the failure that ends the reading says it
        }
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

    long rejected() {
        return rejected;
    }

    List<RowProblem> problems() {
        return problems;
    }
}
