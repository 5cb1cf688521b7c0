package dev.sluice.app.files;

import java.util.List;

/** A row is an order. */
final class OrderRows implements Assembler {
    private final RowCells cells;
    private final Mapping mapping;
    private final Outlet outlet;

    OrderRows(RowCells cells, Mapping mapping, Outlet outlet) {
        this.cells = cells;
        this.mapping = mapping;
        this.outlet = outlet;
    }

    @Override
    public void row(Row row) throws BadCell {
        long total = cells.required(EventField.TOTAL, row, cells.money(EventField.TOTAL, row));
        outlet.emit(
                OrderDraft.read(cells, row)
                        .event(
                                total,
                                List.of(),
                                mapping.creditNotes(),
                                cells.options().asOf()),
                1);
    }

    @Override
    public void finish() {
        // Every order went out with its row.
    }
}
