package dev.sluice.app.files;

import dev.sluice.app.files.Mapping.CreditNotes;
import dev.sluice.app.files.Mapping.LineGroups;
import dev.sluice.event.OrderItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows that share an account and an order id are the lines of one order, wherever they stand in the file. What is
 * said once per order is taken from its first line. All orders are held until the end of the file: about 100
 * bytes a line and 400 an order. An order with a bad line is left out whole, since its total is not known.
 */
final class OrderLineRows implements Assembler {
    /** Articles whose texts are shared between lines. */
    private static final int SHARED_TEXTS = 200_000;

    private record Key(String account, String orderId) {}

    private record Line(long total, @Nullable OrderItem item, boolean saysTotal) {}

    private static final class Lines {
        private final long firstLine;
        private final List<OrderItem> items = new ArrayList<>(4);
        private @Nullable OrderDraft draft;
        private long total;
        private boolean totalKnown;
        private long goodRows;
        private long badLine;

        Lines(long firstLine) {
            this.firstLine = firstLine;
        }
    }

    private final RowCells cells;
    private final LineGroups groups;
    private final CreditNotes creditNotes;
    private final Outlet outlet;
    private final Map<Key, Lines> orders = new LinkedHashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    OrderLineRows(RowCells cells, LineGroups groups, CreditNotes creditNotes, Outlet outlet) {
        this.cells = cells;
        this.groups = groups;
        this.creditNotes = creditNotes;
        this.outlet = outlet;
    }

    @Override
    public void row(Row row) throws BadCell {
        Key key = new Key(cells.account(row), cells.key(EventField.ORDER_ID, row));
        Lines order = orders.computeIfAbsent(key, _ -> new Lines(row.line()));
        try {
            add(row, order);
        } catch (BadCell e) {
            order.badLine = order.badLine == 0 ? row.line() : order.badLine;
            throw e;
        }
    }

    private void add(Row row, Lines order) throws BadCell {
        OrderDraft draft = order.draft == null ? OrderDraft.read(cells, row) : order.draft;
        Line line = line(row);
        if (line.saysTotal() && !(order.totalKnown && groups.totalFrom() == Mapping.TotalFrom.FIRST)) {
            try {
                order.total = Math.addExact(order.total, line.total());
            } catch (ArithmeticException e) {
                throw cells.bad(EventField.TOTAL, row, NumberText.tooLarge().reason());
            }
            order.totalKnown = true;
        }
        if (line.item() != null) {
            order.items.add(line.item());
        }
        order.draft = draft;
        order.goodRows++;
    }

    private Line line(Row row) throws BadCell {
        Long quantity = cells.count(EventField.QUANTITY, row);
        Long price = cells.money(EventField.UNIT_PRICE, row);
        String sku = shared(cells.text(EventField.SKU, row));
        String name = shared(cells.text(EventField.ITEM_NAME, row));
        boolean known = quantity != null && price != null;
        OrderItem item = groups.keepItems() && known && (sku != null || name != null)
                ? new OrderItem(sku == null ? "" : sku, name, quantity, price)
                : null;
        if (groups.totalFrom() != Mapping.TotalFrom.LINES) {
            Long total = cells.money(EventField.TOTAL, row);
            return new Line(total == null ? 0 : total, item, total != null);
        }
        try {
            long pieces = cells.required(EventField.QUANTITY, row, quantity);
            return new Line(Math.multiplyExact(pieces, cells.required(EventField.UNIT_PRICE, row, price)), item, true);
        } catch (ArithmeticException e) {
            throw cells.bad(EventField.UNIT_PRICE, row, NumberText.tooLarge().reason());
        }
    }

    private @Nullable String shared(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String known = texts.get(text);
        if (known == null && texts.size() < SHARED_TEXTS) {
            texts.put(text, text);
        }
        return known == null ? text : known;
    }

    @Override
    public void finish() throws FileProblem {
        for (Map.Entry<Key, Lines> entry : orders.entrySet()) {
            finish(entry.getKey(), entry.getValue());
        }
    }

    private void finish(Key key, Lines order) throws FileProblem {
        OrderDraft draft = order.draft;
        if (draft == null) {
            return;
        }
        if (order.badLine > 0) {
            outlet.reject(
                    order.goodRows,
                    order.firstLine,
                    key.orderId(),
                    "left out: line " + order.badLine + " of the same order is bad, so its total is not known");
            return;
        }
        if (!order.totalKnown) {
            outlet.reject(order.goodRows, order.firstLine, key.orderId(), "no line of this order has a total");
            return;
        }
        try {
            Event event = draft.event(
                    order.total, order.items, creditNotes, cells.options().asOf());
            outlet.emit(event, 1);
        } catch (BadCell e) {
            outlet.reject(
                    order.goodRows,
                    order.firstLine,
                    key.orderId(),
                    "'" + e.column() + "' of this order is " + e.value() + ": " + e.reason());
        }
    }
}
