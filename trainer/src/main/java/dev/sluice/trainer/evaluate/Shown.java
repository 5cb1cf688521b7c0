package dev.sluice.trainer.evaluate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers in sentences. */
final class Shown {
    private static final MathContext FOUR_DIGITS = new MathContext(4);

    private Shown() {}

    /** With four significant digits, and never fewer than those before the decimal point. */
    static String number(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal rounded = Math.abs(value) >= 1000
                ? exact.setScale(0, RoundingMode.HALF_UP)
                : exact.round(FOUR_DIGITS).stripTrailingZeros();
        return rounded.toPlainString();
    }

    static String percent(double share) {
        return Math.round(100 * share) + " %";
    }
}
