package dev.sluice.app.domain;

import org.jspecify.annotations.Nullable;

/**
 * Derived figures of one channel-week. Each is {@code null}, never 0, NaN or infinite, where its denominator is 0 or
 * unknown. Costs and values are in micros (fractional), the others are ratios.
 *
 * @param clicksSource which clicks {@code ctr}, {@code cpc} and {@code cvr} use
 */
public record Kpis(
        ClicksFrom clicksSource,
        @Nullable Double ctr,
        @Nullable Double cpcMicros,
        @Nullable Double cpmMicros,
        @Nullable Double cvr,
        @Nullable Double cpaMicros,
        @Nullable Double cacMicros,
        @Nullable Double aovMicros,
        @Nullable Double roas,
        @Nullable Double roi,
        @Nullable Double ltvMicros,
        @Nullable Double ltvCac) {

    /** Where the clicks of the KPIs come from. */
    public enum ClicksFrom {
        PLATFORM,
        SEEN,
        NONE
    }

    /**
     * Derives the KPIs.
     *
     * @param fromPlatform true for an account without a shop feed: orders and revenue are the platforms' claims, and
     *     new customers, CAC and LTV are unknown
     */
    public static Kpis of(ChannelTotals t, boolean fromPlatform) {
        ClicksFrom source =
                t.clickReports > 0 ? ClicksFrom.PLATFORM : t.seenClicks > 0 ? ClicksFrom.SEEN : ClicksFrom.NONE;
        double clicks = source == ClicksFrom.PLATFORM ? t.platformClicks : t.seenClicks;
        double spend = t.spendMicros;
        double orders = fromPlatform ? t.platformConversionsMicros / 1e6 : t.orders;
        double revenue = fromPlatform ? t.platformConversionsValueMicros : t.revenueMicros;
        boolean revenueKnown = !fromPlatform || t.conversionValueReports > 0;
        Double cac = fromPlatform ? null : ratio(spend, t.newCustomers);
        Double ltv = fromPlatform ? null : ratio(t.cohortRevenueMicros, t.newCustomers);
        return new Kpis(
                source,
                ratio(clicks, t.impressions),
                ratio(spend, clicks),
                ratio(1000 * spend, t.impressions),
                ratio(orders, clicks),
                ratio(spend, orders),
                cac,
                revenueKnown ? ratio(revenue, orders) : null,
                revenueKnown ? ratio(revenue, spend) : null,
                revenueKnown ? ratio(revenue - spend, spend) : null,
                ltv,
                cac == null || ltv == null ? null : ratio(ltv, cac));
    }

    private static @Nullable Double ratio(double numerator, double denominator) {
        return denominator == 0 ? null : numerator / denominator;
    }
}
