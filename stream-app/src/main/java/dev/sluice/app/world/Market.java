package dev.sluice.app.world;

import dev.sluice.app.world.Chance.Purpose;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * The causal truth about one account: what its channels really do. An oracle may compute the best budget from it.
 *
 * @param account account id
 * @param zone time zone of its days and weeks
 * @param currency ISO 4217 code of all its money
 * @param channels five to eight channels; the last two, organic_search and direct, are unpaid
 * @param yearlySwing amplitude of the yearly season, a share of the mean
 * @param peakDay day of the year at which the yearly season peaks
 * @param weekdays demand of Monday to Sunday, mean 1
 */
public record Market(
        String account,
        ZoneId zone,
        String currency,
        List<ChannelTruth> channels,
        double yearlySwing,
        double peakDay,
        List<Double> weekdays) {
    private record Place(String name, String currency, String zone, double priceLevel) {}

    private static final List<Place> PLACES = List.of(
            new Place("nordlicht-de", "EUR", "Europe/Berlin", 1),
            new Place("harbor-us", "USD", "America/New_York", 1.1),
            new Place("thistle-uk", "GBP", "Europe/London", 0.85),
            new Place("sakura-jp", "JPY", "Asia/Tokyo", 160),
            new Place("alpina-ch", "CHF", "Europe/Zurich", 0.95),
            new Place("fjord-se", "SEK", "Europe/Stockholm", 11),
            new Place("coral-au", "AUD", "Australia/Sydney", 1.6),
            new Place("ipanema-br", "BRL", "America/Sao_Paulo", 6));

    public Market {
        channels = List.copyOf(channels);
        weekdays = List.copyOf(weekdays);
    }

    /** The account with this number, from 0; the same for every number of accounts. */
    static Market of(WorldConfig config, int index) {
        Place place = PLACES.get(index % PLACES.size());
        int round = index / PLACES.size();
        Chance chance = Chance.of(config.seed(), index, 0, Purpose.MARKET);
        return new Market(
                round == 0 ? place.name : place.name + "-" + (round + 1),
                ZoneId.of(place.zone),
                place.currency,
                channels(config, place, chance),
                chance.between(0.08, 0.25),
                chance.between(1, 365),
                weekdays(chance));
    }

    /** Demand of the day relative to the account's mean: weekday, time of the year, and a peak before Christmas. */
    public double season(LocalDate day) {
        double year = 1 + yearlySwing * StrictMath.cos(2 * Math.PI * (day.getDayOfYear() - peakDay) / 365.25);
        int monthDay = day.getMonthValue() * 100 + day.getDayOfMonth();
        double christmas = monthDay >= 1120 && monthDay <= 1224 ? 1.25 : 1;
        return weekdays.get(day.getDayOfWeek().getValue() - 1) * year * christmas;
    }

    /**
     * Orders of new customers that a channel is expected to cause on each day of a spend history.
     *
     * @param channel one of {@link #channels()}
     * @param first first day of the history
     * @param adstockBefore adstock carried in, in currency units
     * @param dailySpend currency units, one entry a day
     */
    public double[] expectedOrders(ChannelTruth channel, LocalDate first, double adstockBefore, double[] dailySpend) {
        double[] orders = channel.expectedOrders(adstockBefore, dailySpend);
        for (int day = 0; day < orders.length; day++) {
            orders[day] *= season(first.plusDays(day));
        }
        return orders;
    }

    private static List<ChannelTruth> channels(WorldConfig config, Place place, Chance chance) {
        List<String> optional = List.of("tiktok", "display", "email", "affiliate");
        List<String> names = new ArrayList<>(List.of("paid_search", "meta"));
        int sure = chance.below(optional.size());
        for (int i = 0; i < optional.size(); i++) {
            if (i == sure || chance.happens(0.6)) {
                names.add(optional.get(i));
            }
        }
        names.add("organic_search");
        names.add("direct");
        double[] weights = new double[names.size()];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = chance.between(0.5, 2);
            sum += weights[i];
        }
        List<ChannelTruth> channels = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            double planned = config.ordersPerAccountDay() * weights[i] / sum;
            boolean paid = i < weights.length - 2;
            channels.add(channel(names.get(i), paid, planned, config.clicksPerOrder(), place.priceLevel, chance));
        }
        return channels;
    }

    private static ChannelTruth channel(
            String name, boolean paid, double orders, double clicksPerOrder, double priceLevel, Chance chance) {
        double orderValue = priceLevel * chance.between(45, 110);
        double repeats = chance.between(0.001, 0.008);
        if (!paid) {
            return new ChannelTruth(name, false, 0, 0, 1, orders, 0, orderValue, repeats, 0, false);
        }
        double spend = orders * orderValue / chance.between(1.5, 5);
        double half = spend * chance.between(0.6, 2.5);
        double slope = chance.between(0.8, 1.8);
        return new ChannelTruth(
                name,
                true,
                chance.between(0.1, 0.8),
                half,
                slope,
                orders / ChannelTruth.hill(spend, half, slope),
                spend,
                orderValue,
                repeats,
                spend / (orders * clicksPerOrder),
                chance.happens(0.3));
    }

    private static List<Double> weekdays(Chance chance) {
        double[] demand = new double[7];
        double sum = 0;
        for (int day = 0; day < 7; day++) {
            demand[day] = (day >= 5 ? 1.15 : 0.95) * chance.between(0.9, 1.1);
            sum += demand[day];
        }
        List<Double> weekdays = new ArrayList<>();
        for (double value : demand) {
            weekdays.add(value * 7 / sum);
        }
        return weekdays;
    }
}
