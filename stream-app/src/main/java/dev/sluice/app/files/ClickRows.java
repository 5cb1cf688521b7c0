package dev.sluice.app.files;

import dev.sluice.event.Click;
import dev.sluice.event.ClickBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row is a click; clicks go out in batches of one account, in file order. */
final class ClickRows implements Assembler {
    private final RowCells cells;
    private final Outlet outlet;
    private final Map<String, Batch> batches = new LinkedHashMap<>();

    private static final class Batch {
        private List<Click> clicks = new ArrayList<>();
        private long latest = Long.MIN_VALUE;
    }

    ClickRows(RowCells cells, Outlet outlet) {
        this.cells = cells;
        this.outlet = outlet;
    }

    @Override
    public void row(Row row) throws BadCell {
        String account = cells.account(row);
        long clickedAt = cells.required(EventField.CLICKED_AT, row, cells.time(EventField.CLICKED_AT, row));
        Click click = new Click(
                cells.key(EventField.CLICK_ID, row),
                cells.key(EventField.CHANNEL, row),
                cells.text(EventField.CAMPAIGN_ID, row),
                cells.text(EventField.VISITOR_ID, row),
                clickedAt);
        Batch batch = batches.computeIfAbsent(account, _ -> new Batch());
        batch.clicks.add(click);
        batch.latest = Math.max(batch.latest, clickedAt);
        if (batch.clicks.size() >= cells.options().clicksPerBatch()) {
            emit(account, batch);
        }
    }

    private void emit(String account, Batch batch) {
        if (batch.clicks.isEmpty()) {
            return;
        }
        outlet.emit(
                new Event(account, EventKind.CLICKS, new ClickBatch(account, batch.clicks), batch.latest),
                batch.clicks.size());
        batch.clicks = new ArrayList<>();
        batch.latest = Long.MIN_VALUE;
    }

    @Override
    public void finish() {
        batches.forEach(this::emit);
    }
}
