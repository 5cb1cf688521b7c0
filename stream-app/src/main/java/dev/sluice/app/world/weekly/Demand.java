package dev.sluice.app.world.weekly;

import dev.sluice.app.world.Chance;
import java.time.LocalDate;
import java.util.List;

/**
 * Revenue without media, noise apart: level, trend, yearly season, holidays and promotions.
 *
 * @param level expected revenue of an average week, currency units
 * @param yearlyGrowth share of the level
 * @param waves sine and cosine of one and two waves a year, shares of the level
 * @param holidayLift of the weeks before Christmas, share of the level
 * @param promoLift of a week of full promotion, share of the level
 * @param promos [week] how much of a week is promoted, 0 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Demand(
        LocalDate firstWeek,
        double level,
        double yearlyGrowth,
        double[] waves,
        double holidayLift,
        double promoLift,
        double[] promos) {
    static final List<String> CONTROLS = List.of("holiday", "promo");
    private static final double YEAR = 365.25 / 7;

    static Demand drawn(Chance chance, LocalDate firstWeek, int weeks) {
        double first = chance.between(0.04, 0.15);
        double second = chance.between(0, 0.06);
        double phase = chance.between(0, 2 * Math.PI);
        double[] waves = {
            first * StrictMath.sin(phase),
            first * StrictMath.cos(phase),
            second * StrictMath.sin(2.3 * phase),
            second * StrictMath.cos(2.3 * phase)
        };
        double growth = chance.between(-0.05, 0.12);
        double holiday = chance.between(0.05, 0.3);
        double promo = chance.between(0.04, 0.2);
        double[] promos = new double[weeks];
        for (int week = 0; week < weeks; week++) {
            promos[week] = chance.happens(0.1) ? (chance.happens(0.5) ? 1 : 0.5) : 0;
        }
        return new Demand(firstWeek, 1, growth, waves, holiday, promo, promos);
    }

    Demand withLevel(double value) {
        return new Demand(firstWeek, value, yearlyGrowth, waves, holidayLift, promoLift, promos);
    }

    double at(int week) {
        double lifts = holidayLift * holiday(week) + promoLift * promos[week];
        return level * (season(week) + yearlyGrowth * week / YEAR + lifts);
    }

    /** Yearly demand around 1. */
    double season(int week) {
        double angle = 2 * Math.PI * week / YEAR;
        return 1
                + waves[0] * StrictMath.sin(angle)
                + waves[1] * StrictMath.cos(angle)
                + waves[2] * StrictMath.sin(2 * angle)
                + waves[3] * StrictMath.cos(2 * angle);
    }

    double control(String name, int week) {
        return name.equals("holiday") ? holiday(week) : promos[week];
    }

    private double holiday(int week) {
        LocalDate monday = firstWeek.plusWeeks(week);
        int day = monday.getMonthValue() * 100 + monday.getDayOfMonth();
        return day >= 1120 && day <= 1221 ? 1 : 0;
    }
}
