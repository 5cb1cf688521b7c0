package dev.sluice.app.world;

import dev.sluice.event.Order;
import dev.sluice.event.SpendReport;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Exact totals of one channel-week; the fields are those of the Avro record ChannelWeek.
 *
 * @param platformConversionsMillionths sum of the platforms' conversions, each rounded to a millionth
 */
public record WeekTruth(
        long spendMicros,
        @Nullable Long impressions,
        @Nullable Long platformClicks,
        @Nullable Long platformConversionsMillionths,
        @Nullable Long platformConversionsValueMicros,
        long seenClicks,
        long orders,
        long revenueMicros,
        long refundedMicros,
        long discountMicros,
        long newCustomers,
        long cohortRevenueMicros) {
    static final WeekTruth NOTHING = new WeekTruth(0, null, null, null, null, 0, 0, 0, 0, 0, 0, 0);

    static WeekTruth of(SpendReport report) {
        return new WeekTruth(
                report.getSpendMicros(),
                report.getImpressions().orElse(null),
                report.getClicks().orElse(null),
                report.getConversions().map(value -> Math.round(value * 1e6)).orElse(null),
                report.getConversionsValueMicros().orElse(null),
                0,
                0,
                0,
                0,
                0,
                0,
                0);
    }

    static WeekTruth ofClick() {
        return new WeekTruth(0, null, null, null, null, 1, 0, 0, 0, 0, 0, 0);
    }

    /** An order that stands, or a credit note. */
    static WeekTruth of(Order order) {
        return new WeekTruth(
                0,
                null,
                null,
                null,
                null,
                0,
                Truth.stands(order) ? 1 : 0,
                Truth.revenue(order),
                order.getRefundedMicros(),
                Truth.stands(order) ? order.getDiscountMicros() : 0,
                0,
                0);
    }

    static WeekTruth ofNewCustomer(long revenueToDate) {
        return new WeekTruth(0, null, null, null, null, 0, 0, 0, 0, 0, 1, revenueToDate);
    }

    WeekTruth plus(WeekTruth other) {
        return new WeekTruth(
                spendMicros + other.spendMicros,
                sum(impressions, other.impressions),
                sum(platformClicks, other.platformClicks),
                sum(platformConversionsMillionths, other.platformConversionsMillionths),
                sum(platformConversionsValueMicros, other.platformConversionsValueMicros),
                seenClicks + other.seenClicks,
                orders + other.orders,
                revenueMicros + other.revenueMicros,
                refundedMicros + other.refundedMicros,
                discountMicros + other.discountMicros,
                newCustomers + other.newCustomers,
                cohortRevenueMicros + other.cohortRevenueMicros);
    }

    private static @Nullable Long sum(@Nullable Long left, @Nullable Long right) {
        return left == null && right == null
                ? null
                : (Long) (Objects.requireNonNullElse(left, 0L) + Objects.requireNonNullElse(right, 0L));
    }
}
