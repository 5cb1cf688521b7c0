package dev.sluice.app.files;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Where events and problems of one file go, and the count of both. */
final class Outlet {
    private final Path file;
    private final boolean strict;
    private final Consumer<Event> events;
    private final Consumer<RowProblem> problems;
    private long rows;
    private long emitted;
    private long entities;
    private long rejected;
    private long filtered;

    Outlet(Path file, boolean strict, Consumer<Event> events, Consumer<RowProblem> problems) {
        this.file = file;
        this.strict = strict;
        this.events = events;
        this.problems = problems;
    }

    void row() {
        rows++;
    }

    void filtered() {
        filtered++;
    }

    void emit(Event event, int entitiesInIt) {
        emitted++;
        entities += entitiesInIt;
        events.accept(event);
    }

    /** A bad row. */
    void reject(long line, BadCell cell) throws FileProblem {
        reject(1, new RowProblem(file, line, cell.column(), cell.value(), cell.reason()));
    }

    /** Rows that are lost with one problem. */
    void reject(long lostRows, long line, String value, String reason) throws FileProblem {
        reject(lostRows, new RowProblem(file, line, "", value, reason));
    }

    private void reject(long lostRows, RowProblem problem) throws FileProblem {
        rejected += lostRows;
        problems.accept(problem);
        if (strict) {
            throw FileProblem.strict(problem);
        }
    }

    long rows() {
        return rows;
    }

    Summary summary() {
        return new Summary(rows, emitted, entities, rejected, filtered);
    }
}
