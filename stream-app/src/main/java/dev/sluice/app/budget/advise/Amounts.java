package dev.sluice.app.budget.advise;

import java.util.Locale;

/** Numbers as sentences show them, the same on every machine. */
final class Amounts {
    private static final double MICROS = 1e6;

    private Amounts() {}

    static double units(long micros) {
        return micros / MICROS;
    }

    /** An amount of money that is spent or to be spent: {@code 4,200 EUR}, {@code 9,000.55 EUR}. */
    static String money(long micros, String currency) {
        return number(units(micros), micros % (long) MICROS == 0) + " " + currency;
    }

    /** An estimate: whole from 100 up or where it is whole, else with two decimals. */
    static String plain(double units) {
        return number(units, Math.abs(units) >= 100 || units == Math.rint(units));
    }

    private static String number(double units, boolean whole) {
        String text = String.format(Locale.ROOT, whole ? "%,.0f" : "%,.2f", units);
        return text.equals("-0") || text.equals("-0.00") ? text.substring(1) : text;
    }

    static String ratio(double value) {
        return String.format(Locale.ROOT, "%,.2f", value);
    }

    static String percent(double share) {
        String text = String.format(Locale.ROOT, "%.1f", share * 100);
        return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " %";
    }

    /** A probability, which is never shown as certain. */
    static String chance(double probability) {
        if (probability > 0.995) {
            return "over 99 %";
        }
        return probability < 0.005 ? "under 1 %" : Math.round(probability * 100) + " %";
    }
}
