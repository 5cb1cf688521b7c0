package dev.sluice.app.ledger;

import dev.sluice.app.domain.AccountWeeks;
import dev.sluice.app.domain.ChannelTotals;
import dev.sluice.app.ledger.OrderEntry.Standing;
import dev.sluice.app.state.StateCodec;
import dev.sluice.app.state.StateReader;
import dev.sluice.app.state.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer's standing orders and credit notes. The earliest standing order decides in which channel-week the customer
 * is new; the revenue of all of them is the customer's revenue to date.
 */
final class CustomerEntry {
    /** One order; {@code standing} is false for a credit note. */
    record Line(long placedAt, String orderId, String channel, long revenueMicros, boolean standing) {
        static final Comparator<Line> ORDER =
                Comparator.comparingLong(Line::placedAt).thenComparing(Line::orderId);
    }

    /** In the order of {@link Line#ORDER}. */
    private final List<Line> lines = new ArrayList<>(2);

    private long revenueMicros;

    /** Puts an order's latest truth in the place of what was known of it. */
    void set(String orderId, OrderEntry order) {
        remove(orderId);
        if (order.standing() == Standing.CANCELLED) {
            return;
        }
        Line line = new Line(
                order.placedAt(), orderId, order.channel(), order.revenueMicros(), order.standing() == Standing.STANDS);
        int at = lines.size();
        while (at > 0 && Line.ORDER.compare(lines.get(at - 1), line) > 0) {
            at--;
        }
        lines.add(at, line);
        revenueMicros += line.revenueMicros();
    }

    void remove(String orderId) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).orderId().equals(orderId)) {
                revenueMicros -= lines.remove(i).revenueMicros();
                return;
            }
        }
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** The order that made this a customer, or null while none stands. */
    @Nullable
    Line acquisition() {
        for (Line line : lines) {
            if (line.standing()) {
                return line;
            }
        }
        return null;
    }

    /** The week in which the customer is new, or null. */
    @Nullable
    Integer acquiredIn(AccountWeeks weeks) {
        Line first = acquisition();
        return first == null ? null : weeks.weekOf(first.placedAt());
    }

    /** Adds this customer {@code sign} times (1 or -1) to the channel-week it is new in, if any. */
    void contribute(AccountWeeks weeks, Change change, int sign) {
        Line first = acquisition();
        if (first != null) {
            ChannelTotals to = change.at(weeks.weekOf(first.placedAt()), first.channel());
            to.newCustomers += sign;
            to.cohortRevenueMicros += sign * revenueMicros;
        }
    }

    static final StateCodec<CustomerEntry> CODEC = new StateCodec<>() {
        @Override
        public void write(CustomerEntry e, StateWriter out) {
            out.writeByte(1);
            out.writeInt(e.lines.size());
            for (Line line : e.lines) {
                out.writeLong(line.placedAt());
                out.writeString(line.orderId());
                out.writeString(line.channel());
                out.writeLong(line.revenueMicros());
                out.writeBoolean(line.standing());
            }
        }

        @Override
        public CustomerEntry read(StateReader in) {
            in.expectVersion(1, "customer");
            CustomerEntry e = new CustomerEntry();
            for (int n = in.readInt(); n > 0; n--) {
                Line line = new Line(in.readLong(), in.readString(), in.readString(), in.readLong(), in.readBoolean());
                e.lines.add(line);
                e.revenueMicros += line.revenueMicros();
            }
            return e;
        }
    };
}
