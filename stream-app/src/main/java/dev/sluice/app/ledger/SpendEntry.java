package dev.sluice.app.ledger;

import dev.sluice.app.domain.ChannelTotals;
import dev.sluice.app.state.StateCodec;
import dev.sluice.app.state.StateReader;
import dev.sluice.app.state.StateWriter;
import dev.sluice.event.SpendReport;

/**
 * The latest truth of one natural key. Counts are -1 where the platform does not report them.
 *
 * @param heardOn epoch day of the wall clock on which it was last heard of
 */
record SpendEntry(
        long revision,
        long spendMicros,
        long impressions,
        long clicks,
        long conversionsMicros,
        long conversionsValueMicros,
        int heardOn) {

    private static final long UNKNOWN = -1;

    static SpendEntry of(SpendReport r, int heardOn) {
        return new SpendEntry(
                r.getRevision(),
                r.getSpendMicros(),
                r.getImpressions().orElse(UNKNOWN),
                r.getClicks().orElse(UNKNOWN),
                // Millionths: sums of doubles would depend on their order.
                r.getConversions().map(c -> Math.round(c * 1e6)).orElse(UNKNOWN),
                r.getConversionsValueMicros().orElse(UNKNOWN),
                heardOn);
    }

    /** Adds this entry {@code sign} times (1 or -1) to a delta. */
    void contribute(ChannelTotals to, int sign) {
        to.spendReports += sign;
        to.spendMicros += sign * spendMicros;
        if (impressions >= 0) {
            to.impressionReports += sign;
            to.impressions += sign * impressions;
        }
        if (clicks >= 0) {
            to.clickReports += sign;
            to.platformClicks += sign * clicks;
        }
        if (conversionsMicros >= 0) {
            to.conversionReports += sign;
            to.platformConversionsMicros += sign * conversionsMicros;
        }
        if (conversionsValueMicros >= 0) {
            to.conversionValueReports += sign;
            to.platformConversionsValueMicros += sign * conversionsValueMicros;
        }
    }

    static final StateCodec<SpendEntry> CODEC = new StateCodec<>() {
        @Override
        public void write(SpendEntry e, StateWriter out) {
            out.writeByte(1);
            out.writeLong(e.revision);
            out.writeLong(e.spendMicros);
            out.writeLong(e.impressions);
            out.writeLong(e.clicks);
            out.writeLong(e.conversionsMicros);
            out.writeLong(e.conversionsValueMicros);
            out.writeInt(e.heardOn);
        }

        @Override
        public SpendEntry read(StateReader in) {
            in.expectVersion(1, "spend report");
            return new SpendEntry(
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readLong(),
                    in.readInt());
        }
    };
}
