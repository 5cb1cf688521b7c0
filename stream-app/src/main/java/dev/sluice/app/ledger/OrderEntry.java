package dev.sluice.app.ledger;

import dev.sluice.app.domain.ChannelTotals;
import dev.sluice.app.state.StateCodec;
import dev.sluice.app.state.StateReader;
import dev.sluice.app.state.StateWriter;
import dev.sluice.event.Order;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The latest truth of one order, and the channel it is attributed to.
 *
 * @param ownChannel the channel the shop states, or null
 * @param channel the channel it counts for
 * @param heardOn epoch day of the wall clock on which it was last heard of
 */
record OrderEntry(
        long revision,
        Standing standing,
        @Nullable String customerId,
        long placedAt,
        long totalMicros,
        long refundedMicros,
        long discountMicros,
        @Nullable String ownChannel,
        @Nullable String clickId,
        @Nullable String visitorId,
        @Nullable String utmSource,
        @Nullable String utmMedium,
        String channel,
        int heardOn) {

    /** How an order counts. */
    enum Standing {
        /** As an order of its customer. */
        STANDS,
        /** Not at all. */
        CANCELLED,
        /** As a refund of no order in particular. */
        CREDIT
    }

    /** The entry of an order that is yet to be attributed. */
    static OrderEntry of(Order o, int heardOn) {
        Standing standing =
                switch (o.getStatus()) {
                    case PLACED, CHANGED, PARTLY_REFUNDED, REFUNDED -> Standing.STANDS;
                    case CANCELLED -> Standing.CANCELLED;
                    case CREDIT_NOTE -> Standing.CREDIT;
                };
        return new OrderEntry(
                o.getRevision(),
                standing,
                o.getCustomerId().orElse(null),
                o.getPlacedAt(),
                o.getTotalMicros(),
                o.getRefundedMicros(),
                o.getDiscountMicros(),
                o.getChannel().orElse(null),
                o.getClickId().orElse(null),
                o.getVisitorId().orElse(null),
                o.getUtmSource().orElse(null),
                o.getUtmMedium().orElse(null),
                "",
                heardOn);
    }

    OrderEntry attributedTo(String newChannel) {
        return new OrderEntry(
                revision,
                standing,
                customerId,
                placedAt,
                totalMicros,
                refundedMicros,
                discountMicros,
                ownChannel,
                clickId,
                visitorId,
                utmSource,
                utmMedium,
                newChannel,
                heardOn);
    }

    /** Whether all that decides the channel is the same. */
    boolean hasTracesOf(OrderEntry other) {
        return placedAt == other.placedAt
                && Objects.equals(ownChannel, other.ownChannel)
                && Objects.equals(clickId, other.clickId)
                && Objects.equals(visitorId, other.visitorId)
                && Objects.equals(utmSource, other.utmSource)
                && Objects.equals(utmMedium, other.utmMedium);
    }

    /** What the order brings in after refunds, in micros; below 0 for a credit note. */
    long revenueMicros() {
        return standing == Standing.CANCELLED ? 0 : totalMicros - refundedMicros;
    }

    /** Adds this entry {@code sign} times (1 or -1) to a delta. */
    void contribute(ChannelTotals to, int sign) {
        switch (standing) {
            case STANDS -> {
                to.orders += sign;
                to.discountMicros += sign * discountMicros;
            }
            case CREDIT -> to.creditNotes += sign;
            case CANCELLED -> {
                return;
            }
        }
        to.revenueMicros += sign * revenueMicros();
        to.refundedMicros += sign * refundedMicros;
    }

    static final StateCodec<OrderEntry> CODEC = new StateCodec<>() {
        @Override
        public void write(OrderEntry e, StateWriter out) {
            out.writeByte(1);
            out.writeLong(e.revision);
            out.writeByte(e.standing.ordinal());
            out.writeNullable(e.customerId);
            out.writeLong(e.placedAt);
            out.writeLong(e.totalMicros);
            out.writeLong(e.refundedMicros);
            out.writeLong(e.discountMicros);
            out.writeNullable(e.ownChannel);
            out.writeNullable(e.clickId);
            out.writeNullable(e.visitorId);
            out.writeNullable(e.utmSource);
            out.writeNullable(e.utmMedium);
            out.writeString(e.channel);
            out.writeInt(e.heardOn);
        }

        @Override
        public OrderEntry read(StateReader in) {
            in.expectVersion(1, "order");
            return new OrderEntry(
                    in.readLong(),
                    Standing.values()[in.readByte()],
                    in.readNullable(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readNullable(),
                    in.readNullable(),
                    in.readNullable(),
                    in.readNullable(),
                    in.readNullable(),
                    in.readString(),
                    in.readInt());
        }
    };
}
