package dev.sluice.app.files;

import dev.sluice.app.files.Mapping.CreditNotes;
import dev.sluice.event.Order;
import dev.sluice.event.OrderItem;
import dev.sluice.event.OrderStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a row says about its order, apart from the lines; amounts in micros, times in milliseconds. */
record OrderDraft(
        String account,
        String orderId,
        long placedAt,
        String currency,
        @Nullable Long revision,
        @Nullable Long updatedAt,
        @Nullable Long cancelledAt,
        @Nullable OrderStatus status,
        @Nullable String customerId,
        @Nullable Long refunded,
        @Nullable Long discount,
        @Nullable String channel,
        @Nullable String clickId,
        @Nullable String visitorId,
        @Nullable String utmSource,
        @Nullable String utmMedium,
        @Nullable String utmCampaign) {

    static OrderDraft read(RowCells cells, Row row) throws BadCell {
        return new OrderDraft(
                cells.account(row),
                cells.key(EventField.ORDER_ID, row),
                cells.required(EventField.PLACED_AT, row, cells.time(EventField.PLACED_AT, row)),
                cells.currency(row),
                cells.time(EventField.REVISION, row),
                cells.time(EventField.UPDATED_AT, row),
                cells.time(EventField.CANCELLED_AT, row),
                cells.status(row),
                cells.text(EventField.CUSTOMER_ID, row),
                cells.positiveMoney(EventField.REFUNDED, row),
                cells.positiveMoney(EventField.DISCOUNT, row),
                cells.text(EventField.CHANNEL, row),
                cells.text(EventField.CLICK_ID, row),
                cells.text(EventField.VISITOR_ID, row),
                cells.text(EventField.UTM_SOURCE, row),
                cells.text(EventField.UTM_MEDIUM, row),
                cells.text(EventField.UTM_CAMPAIGN, row));
    }

    /** The order with this total, in micros. */
    Event event(long total, List<OrderItem> items, CreditNotes creditNotes, @Nullable Instant asOf) throws BadCell {
        if (creditNotes.covers(orderId, total)) {
            return event(OrderStatus.CREDIT_NOTE, 0, magnitude(total), items, asOf);
        }
        if (total < 0) {
            throw new BadCell(
                    "total",
                    amount(total),
                    "a negative total; if such orders are credit notes, say 'credit_notes: {negative_total: true}' in"
                            + " the mapping");
        }
        long back = refunded == null ? (status == OrderStatus.REFUNDED ? total : 0) : refunded;
        if (status == OrderStatus.CREDIT_NOTE) {
            return event(OrderStatus.CREDIT_NOTE, 0, back > 0 ? back : total, items, asOf);
        }
        if (back > total) {
            throw new BadCell("refunded", amount(back), "more than the total of " + amount(total));
        }
        return event(standing(total, back), total, back, items, asOf);
    }

    private OrderStatus standing(long total, long back) {
        if (cancelledAt != null) {
            return OrderStatus.CANCELLED;
        }
        if (status != null) {
            return status;
        }
        return back == 0 ? OrderStatus.PLACED : back == total ? OrderStatus.REFUNDED : OrderStatus.PARTLY_REFUNDED;
    }

    private static long magnitude(long total) throws BadCell {
        if (total == Long.MIN_VALUE) {
            throw new BadCell("total", amount(total), NumberText.tooLarge().reason());
        }
        return Math.abs(total);
    }

    private static String amount(long micros) {
        return java.math.BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
    }

    private Event event(OrderStatus standing, long total, long back, List<OrderItem> items, @Nullable Instant asOf) {
        long updated = updatedAt != null
                ? updatedAt
                : cancelledAt != null ? cancelledAt : asOf != null ? asOf.toEpochMilli() : placedAt;
        Order order = new Order(
                account,
                orderId,
                revision != null ? revision : updated,
                standing,
                customerId,
                placedAt,
                updated,
                currency,
                total,
                back,
                discount == null ? 0 : discount,
                new ArrayList<>(items),
                channel,
                clickId,
                visitorId,
                utmSource,
                utmMedium,
                utmCampaign);
        return new Event(account, EventKind.ORDERS, order, placedAt);
    }
}
