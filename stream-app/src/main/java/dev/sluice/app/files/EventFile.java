package dev.sluice.app.files;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Reads one CSV file, plain or gzip, into events. */
public final class EventFile {
    private static final int ROWS_PER_PROGRESS = 4_096;

    private final Path file;
    private final Mapping mapping;
    private final ImportOptions options;
    private final Outlet outlet;
    private final Progress progress;

    private EventFile(Path file, Mapping mapping, ImportOptions options, Outlet outlet, Progress progress) {
        this.file = file;
        this.mapping = mapping;
        this.options = options;
        this.outlet = outlet;
        this.progress = progress;
    }

    /**
     * Reads the file from end to end, on the calling thread. Events come in the order in which they first appear
     * in the file: clicks while it is read, a batch at a time; orders of one row each while it is read; spend
     * reports and orders made of lines at its end. The same file, mapping and options give the same events.
     *
     * @param events takes each event
     * @param problems takes each row that can't be used; the rows after it are read all the same
     * @throws FileProblem where the file can't be read on, or at the first bad row where {@code options} is strict;
     *     events may have been handed on before
     */
    public static Summary read(
            Path file,
            Mapping mapping,
            ImportOptions options,
            Consumer<Event> events,
            Consumer<RowProblem> problems,
            Progress progress)
            throws FileProblem {
        Outlet outlet = new Outlet(file, options.strict(), events, problems);
        return new EventFile(file, mapping, options, outlet, progress).read();
    }

    private Summary read() throws FileProblem {
        checkOptions();
        try (CsvRows rows = CsvRows.open(file, mapping.layout())) {
            Header header = HeaderSearch.in(rows, file, mapping);
            RowCells cells = RowCells.bind(mapping, options, header, file);
            List<BoundFilter> filters = filters(header);
            Assembler assembler = assembler(cells);
            while (take(rows, header, filters, assembler)) {
                if (outlet.rows() % ROWS_PER_PROGRESS == 0) {
                    progress.at(rows.bytesRead(), rows.totalBytes(), outlet.rows());
                }
            }
            if (outlet.rows() == 0) {
                throw FileProblem.of(file, "there is a header and no row below it");
            }
            assembler.finish();
            progress.at(rows.bytesRead(), rows.totalBytes(), outlet.rows());
        }
        return outlet.summary();
    }

    private void checkOptions() throws FileProblem {
        if (options.account() == null && !mapping.mapsAccount()) {
            throw FileProblem.of(file, "the mapping gives no account, so one must be named");
        }
        if (options.currency() == null && !mapping.mapsCurrency() && mapping.kind() != EventKind.CLICKS) {
            throw FileProblem.of(file, "the mapping gives no currency, so one must be named, such as EUR");
        }
        if (options.asOf() == null && !mapping.mapsRevision() && mapping.kind() == EventKind.SPEND) {
            throw FileProblem.of(
                    file,
                    "spend needs a revision: say as of when the file is true, such as --as-of 2024-02-01T06:00:00Z,"
                            + " or map 'revision'");
        }
    }

    private record BoundFilter(RowFilter filter, int place, String column) {}

    private List<BoundFilter> filters(Header header) throws FileProblem {
        List<BoundFilter> bound = new ArrayList<>();
        for (RowFilter filter : mapping.filters()) {
            int place = filter.optional()
                    ? header.place(filter.columns())
                    : header.requiredPlace(filter.columns(), "the mapping's 'where'");
            if (place >= 0) {
                bound.add(new BoundFilter(filter, place, header.name(place)));
            }
        }
        return bound;
    }

    private Assembler assembler(RowCells cells) {
        return switch (mapping.kind()) {
            case SPEND -> new SpendRows(cells, outlet, Objects.toString(file.getFileName(), ""));
            case CLICKS -> new ClickRows(cells, outlet);
            case ORDERS ->
                mapping.lineGroups() == null
                        ? new OrderRows(cells, mapping, outlet)
                        : new OrderLineRows(cells, mapping.lineGroups(), mapping.creditNotes(), outlet);
        };
    }

    /** False at the end of the file. */
    private boolean take(CsvRows rows, Header header, List<BoundFilter> filters, Assembler assembler)
            throws FileProblem {
        Row row;
        try {
            row = rows.next();
        } catch (BadCell e) {
            outlet.row();
            outlet.reject(rows.line(), e);
            return true;
        }
        if (row == null) {
            return false;
        }
        if (row.isBlank()) {
            return true;
        }
        outlet.row();
        try {
            if (passes(row, filters)) {
                checkWidth(row, header);
                assembler.row(row);
            } else {
                outlet.filtered();
            }
        } catch (BadCell e) {
            outlet.reject(row.line(), e);
        }
        return true;
    }

    private boolean passes(Row row, List<BoundFilter> filters) throws BadCell {
        for (BoundFilter bound : filters) {
            String cell = row.cell(bound.place());
            try {
                if (!bound.filter().holds(cell, mapping.layout().numbers())) {
                    return false;
                }
            } catch (BadText e) {
                throw new BadCell(bound.column(), cell, e.reason());
            }
        }
        return true;
    }

    private static void checkWidth(Row row, Header header) throws BadCell {
        if (row.size() < header.width()) {
            throw new BadCell(
                    header.name(row.size()),
                    "",
                    "the row has " + fields(row.size()) + ", the header " + header.width());
        }
        int extra = row.firstFilledFrom(header.width());
        if (extra >= 0) {
            throw new BadCell(
                    "",
                    row.cell(extra),
                    "the row has " + fields(row.size()) + ", the header " + header.width()
                            + "; a field that holds the delimiter must be in quotes");
        }
    }

    private static String fields(int count) {
        return count == 1 ? "1 field" : count + " fields";
    }
}
