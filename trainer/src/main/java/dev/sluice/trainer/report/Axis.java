package dev.sluice.trainer.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A linear scale from values to pixels, with round ticks. */
final class Axis {
    private final double low;
    private final double high;
    private final double from;
    private final double to;
    private final double step;

    /**
     * Covers a range of values.
     *
     * @param from pixel of the low end
     * @param to pixel of the high end
     */
    Axis(double low, double high, double from, double to) {
        double span = high > low ? high - low : Math.max(1, Math.abs(low));
        this.step = roundStep(span / 5);
        this.low = Math.floor(low / step) * step;
        this.high = Math.max(this.low + step, Math.ceil(high / step) * step);
        this.from = from;
        this.to = to;
    }

    /** The step of 1, 2 or 5 times a power of ten that is nearest above. */
    private static double roundStep(double raw) {
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double share = raw / power;
        return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
    }

    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    double low() {
        return low;
    }

    double high() {
        return high;
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (long i = 0; low + i * step <= high + step / 1e6; i++) {
            ticks.add(low + i * step);
        }
        return ticks;
    }

    /** A number for people: 1,250 or 12.5k or 0.031. */
    static String label(double value) {
        double size = Math.abs(value);
        if (size >= 1e9) {
            return trim(value / 1e9, 3) + "G";
        }
        if (size >= 1e6) {
            return trim(value / 1e6, 3) + "M";
        }
        if (size >= 1e4) {
            return trim(value / 1e3, 3) + "k";
        }
        return size >= 100 ? String.format(Locale.ROOT, "%,.0f", value) : trim(value, 3);
    }

    private static String trim(double value, int digits) {
        if (value == 0) {
            return "0";
        }
        int decimals = (int) Math.clamp(digits - 1 - Math.floor(Math.log10(Math.abs(value))), 0, 6);
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
