package dev.sluice.app.scoring;

import dev.sluice.app.domain.ChannelTotals;
import dev.sluice.app.domain.Kpis;
import dev.sluice.app.domain.Kpis.ClicksFrom;
import dev.sluice.schemas.model.Figure;
import org.jspecify.annotations.Nullable;

/** The figures of a channel-week, out of its totals. NaN is missing: unknown, or a denominator of 0. */
final class Figures {
    private static final int COUNT = Figure.values().length;
    private static final double UNIT = 1e6;

    private Figures() {}

    /**
     * All figures of some totals, by ordinal.
     *
     * @param fromPlatform whether orders and revenue are the platforms' claims; new customers are unknown then
     */
    static double[] of(ChannelTotals t, boolean fromPlatform) {
        Kpis k = Kpis.of(t, fromPlatform);
        double[] f = new double[COUNT];
        f[Figure.SPEND.ordinal()] = t.spendMicros / UNIT;
        f[Figure.REVENUE.ordinal()] = (fromPlatform ? t.platformConversionsValueMicros : t.revenueMicros) / UNIT;
        f[Figure.ORDERS.ordinal()] = fromPlatform ? t.platformConversionsMicros / UNIT : t.orders;
        f[Figure.NEW_CUSTOMERS.ordinal()] = fromPlatform ? Double.NaN : t.newCustomers;
        f[Figure.CLICKS.ordinal()] = clicks(t, k.clicksSource());
        // Without spend there is no cost to speak of: a channel that costs nothing would teach a CAC of 0.
        f[Figure.CAC.ordinal()] = t.spendMicros == 0 ? Double.NaN : units(k.cacMicros());
        f[Figure.ROAS.ordinal()] = known(k.roas());
        f[Figure.AOV.ordinal()] = units(k.aovMicros());
        f[Figure.CVR.ordinal()] = known(k.cvr());
        f[Figure.CPC.ordinal()] = units(k.cpcMicros());
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
