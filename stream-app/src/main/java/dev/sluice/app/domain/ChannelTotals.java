package dev.sluice.app.domain;

/**
 * Exact sums of one channel in one week. Every field is a plain sum of what the standing entities contribute, so a
 * change of an entity is {@code add(new), subtract(old)}; money in micros, conversions in millionths. Overflow throws
 * {@link ArithmeticException} rather than wrapping: intake bounds every amount, so it can't be reached.
 */
public final class ChannelTotals {
    // Sources of the numbers: how many standing entities stated them. All zero: nothing is left here.
    public long spendReports;
    public long impressionReports;
    public long clickReports;
    public long conversionReports;
    public long conversionValueReports;
    public long creditNotes;

    public long spendMicros;
    public long impressions;
    public long platformClicks;
    public long platformConversionsMicros;
    public long platformConversionsValueMicros;
    public long seenClicks;
    public long orders;
    public long revenueMicros;
    public long refundedMicros;
    public long discountMicros;
    public long newCustomers;
    public long cohortRevenueMicros;

    /** Whether no entity contributes any more, so that the row is to disappear. */
    public boolean isEmpty() {
        return spendReports == 0 && seenClicks == 0 && orders == 0 && creditNotes == 0 && newCustomers == 0;
    }

    /** Adds {@code sign} times the other totals; {@code sign} is 1 or -1. */
    public void add(ChannelTotals other, int sign) {
        spendReports += sign * other.spendReports;
        impressionReports += sign * other.impressionReports;
        clickReports += sign * other.clickReports;
        conversionReports += sign * other.conversionReports;
        conversionValueReports += sign * other.conversionValueReports;
        creditNotes += sign * other.creditNotes;
        spendMicros = plus(spendMicros, sign, other.spendMicros);
        impressions = plus(impressions, sign, other.impressions);
        platformClicks = plus(platformClicks, sign, other.platformClicks);
        platformConversionsMicros = plus(platformConversionsMicros, sign, other.platformConversionsMicros);
        platformConversionsValueMicros =
                plus(platformConversionsValueMicros, sign, other.platformConversionsValueMicros);
        seenClicks += sign * other.seenClicks;
        orders += sign * other.orders;
        revenueMicros = plus(revenueMicros, sign, other.revenueMicros);
        refundedMicros = plus(refundedMicros, sign, other.refundedMicros);
        discountMicros = plus(discountMicros, sign, other.discountMicros);
        newCustomers += sign * other.newCustomers;
        cohortRevenueMicros = plus(cohortRevenueMicros, sign, other.cohortRevenueMicros);
    }

    private static long plus(long sum, int sign, long amount) {
        return sign > 0 ? Math.addExact(sum, amount) : Math.subtractExact(sum, amount);
    }
}
