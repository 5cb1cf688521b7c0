package dev.sluice.app.board;

import dev.sluice.app.domain.ChannelTotals;
import dev.sluice.app.domain.WeekPhase;
import dev.sluice.app.state.StateCodec;
import dev.sluice.app.state.StateReader;
import dev.sluice.app.state.StateWriter;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One week of one account: totals by channel, and what of them was published. A week whose revision was not published
 * is due, also after a crash: the mark is part of the state.
 */
final class WeekEntry {
    /** One channel's totals; {@code published} says that a row of it stands on the topic. */
    static final class Row {
        final ChannelTotals totals = new ChannelTotals();
        boolean published;
    }

    private static final long NEVER = -1;

    long revision;
    /** Latest statement time of the week's events, milliseconds since the epoch; 0 while there is none. */
    long asOf;

    private long publishedRevision = NEVER;
    private @Nullable WeekPhase publishedPhase;
    private final TreeMap<String, Row> rows = new TreeMap<>();

    void add(String channel, ChannelTotals delta) {
        rows.computeIfAbsent(channel, c -> new Row()).totals.add(delta, 1);
    }

    Map<String, Row> rows() {
        return rows;
    }

    boolean isDue(WeekPhase now) {
        return publishedRevision != revision || publishedPhase != now;
    }

    boolean isDue() {
        return publishedRevision != revision;
    }

    /** Makes every row due again, at the revision it has. */
    void republish() {
        publishedRevision = NEVER;
    }

    void published(WeekPhase phase) {
        publishedRevision = revision;
        publishedPhase = phase;
    }

    @Nullable
    WeekPhase publishedPhase() {
        return publishedPhase;
    }

    static final StateCodec<WeekEntry> CODEC = new StateCodec<>() {
        @Override
        public void write(WeekEntry e, StateWriter out) {
            out.writeByte(1);
            out.writeLong(e.revision);
            out.writeLong(e.asOf);
            out.writeLong(e.publishedRevision);
            out.writeInt(e.publishedPhase == null ? -1 : e.publishedPhase.ordinal());
            out.writeInt(e.rows.size());
            e.rows.forEach((channel, row) -> {
                out.writeString(channel);
                out.writeBoolean(row.published);
                write(row.totals, out);
            });
        }

        private void write(ChannelTotals t, StateWriter out) {
            for (long value : new long[] {
                t.spendReports,
                t.impressionReports,
                t.clickReports,
                t.conversionReports,
                t.conversionValueReports,
                t.creditNotes,
                t.spendMicros,
                t.impressions,
                t.platformClicks,
                t.platformConversionsMicros,
                t.platformConversionsValueMicros,
                t.seenClicks,
                t.orders,
                t.revenueMicros,
                t.refundedMicros,
                t.discountMicros,
                t.newCustomers,
                t.cohortRevenueMicros
            }) {
                out.writeLong(value);
            }
        }

        @Override
        public WeekEntry read(StateReader in) {
            in.expectVersion(1, "week");
            WeekEntry e = new WeekEntry();
            e.revision = in.readLong();
            e.asOf = in.readLong();
            e.publishedRevision = in.readLong();
            int phase = in.readInt();
            e.publishedPhase = phase < 0 ? null : WeekPhase.values()[phase];
            for (int n = in.readInt(); n > 0; n--) {
                String channel = in.readString();
                Row row = Objects.requireNonNull(e.rows.computeIfAbsent(channel, c -> new Row()));
                row.published = in.readBoolean();
                read(row.totals, in);
            }
            return e;
        }

        private void read(ChannelTotals t, StateReader in) {
            t.spendReports = in.readLong();
            t.impressionReports = in.readLong();
            t.clickReports = in.readLong();
            t.conversionReports = in.readLong();
            t.conversionValueReports = in.readLong();
            t.creditNotes = in.readLong();
            t.spendMicros = in.readLong();
            t.impressions = in.readLong();
            t.platformClicks = in.readLong();
            t.platformConversionsMicros = in.readLong();
            t.platformConversionsValueMicros = in.readLong();
            t.seenClicks = in.readLong();
            t.orders = in.readLong();
            t.revenueMicros = in.readLong();
            t.refundedMicros = in.readLong();
            t.discountMicros = in.readLong();
            t.newCustomers = in.readLong();
            t.cohortRevenueMicros = in.readLong();
        }
    };
}
