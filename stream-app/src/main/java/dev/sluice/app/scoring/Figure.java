package dev.sluice.app.scoring;

import dev.sluice.app.domain.ChannelTotals;
import dev.sluice.app.domain.Kpis;
import dev.sluice.app.domain.Kpis.ClicksFrom;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A figure of a channel-week that features are made of. NaN is missing: unknown, or a denominator of 0. */
enum Figure {
    SPEND("currency units", "money spent"),
    REVENUE("currency units", "revenue net of refunds"),
    ORDERS("orders", "standing orders (platform conversions where the account counts by those)"),
    NEW_CUSTOMERS("customers", "customers whose first order it was"),
    CLICKS("clicks", "clicks, the platform's where it reports them, else the seen ones"),
    CAC("currency units", "spend per new customer"),
    ROAS("ratio", "revenue per unit of spend"),
    AOV("currency units", "revenue per order"),
    CVR("ratio", "orders per click"),
    CPC("currency units", "spend per click");

    static final int COUNT = values().length;
    private static final double UNIT = 1e6;

    private final String unit;
    private final String meaning;

    Figure(String unit, String meaning) {
        this.unit = unit;
        this.meaning = meaning;
    }

    String unit() {
        return unit;
    }

    String meaning() {
        return meaning;
    }

    /** As feature names begin. */
    String stem() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * All figures of some totals, by ordinal.
     *
     * @param fromPlatform whether orders and revenue are the platforms' claims; new customers are unknown then
     */
    static double[] of(ChannelTotals t, boolean fromPlatform) {
        Kpis k = Kpis.of(t, fromPlatform);
        double[] f = new double[COUNT];
        f[SPEND.ordinal()] = t.spendMicros / UNIT;
        f[REVENUE.ordinal()] = (fromPlatform ? t.platformConversionsValueMicros : t.revenueMicros) / UNIT;
        f[ORDERS.ordinal()] = fromPlatform ? t.platformConversionsMicros / UNIT : t.orders;
        f[NEW_CUSTOMERS.ordinal()] = fromPlatform ? Double.NaN : t.newCustomers;
        f[CLICKS.ordinal()] = clicks(t, k.clicksSource());
        // Without spend there is no cost to speak of: a channel that costs nothing would teach a CAC of 0.
        f[CAC.ordinal()] = t.spendMicros == 0 ? Double.NaN : units(k.cacMicros());
        f[ROAS.ordinal()] = known(k.roas());
        f[AOV.ordinal()] = units(k.aovMicros());
        f[CVR.ordinal()] = known(k.cvr());
        f[CPC.ordinal()] = units(k.cpcMicros());
        return f;
    }

    private static double clicks(ChannelTotals t, ClicksFrom source) {
        return switch (source) {
            case PLATFORM -> t.platformClicks;
            case SEEN -> t.seenClicks;
            case NONE -> t.spendReports == 0 ? 0 : Double.NaN;
        };
    }

    private static double units(@Nullable Double micros) {
        return micros == null ? Double.NaN : micros / UNIT;
    }

    private static double known(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }
}
