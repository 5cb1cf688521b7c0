package dev.sluice.app.files;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;

/**
 * How numbers are written in a file.
 *
 * @param decimal the decimal mark, {@code .} or {@code ,}
 * @param thousands the grouping mark, or 0 for none
 * @param strip texts to take away, such as currency signs
 * @param empties texts that mean "nothing", such as {@code --}
 */
record NumberText(char decimal, char thousands, List<String> strip, Set<String> empties) {
    static final NumberText PLAIN = new NumberText('.', (char) 0, List.of(), Set.of());

    private static final int LONGEST = 60;
    private static final int LARGEST_EXPONENT = 40;
    private static final int MICROS = 6;

    NumberText {
        strip = List.copyOf(strip);
        empties = Set.copyOf(empties);
    }

    /** Whether a trimmed cell says nothing. */
    boolean isEmpty(String cell) {
        return cell.isEmpty() || (!empties.isEmpty() && empties.contains(cell));
    }

    /** The exact value. */
    BigDecimal decimal(String cell) throws BadText {
        String text = cell;
        for (String ornament : strip) {
            text = text.replace(ornament, "");
        }
        text = text.strip();
        if (text.length() > LONGEST) {
            throw new BadText("not a number: longer than " + LONGEST + " characters");
        }
        try {
            BigDecimal value = new BigDecimal(plain(text));
            // A tiny text may stand for a number of a billion digits.
            if (Math.abs((long) value.scale()) > LARGEST_EXPONENT + LONGEST) {
                throw new BadText("the exponent is out of range");
            }
            return value;
        } catch (NumberFormatException e) {
            throw new BadText("not a number" + expectation());
        }
    }

    private String expectation() {
        return " (decimal mark '" + decimal + "', "
                + (thousands == 0 ? "no thousands separator" : "thousands separator '" + thousands + "'") + ")";
    }

    /** As Java writes it: point for a decimal mark, no grouping. */
    private String plain(String text) throws BadText {
        int mark = text.indexOf(decimal);
        String whole = mark < 0 ? text : text.substring(0, mark);
        if (thousands != 0 && whole.indexOf(thousands) >= 0) {
            return ungrouped(whole) + (mark < 0 ? "" : "." + text.substring(mark + 1));
        }
        if (decimal == '.') {
            return text;
        }
        if (text.indexOf('.') >= 0) {
            throw new BadText("not a number" + expectation());
        }
        return text.replace(decimal, '.');
    }

    /** Groups of three, or of two before the last (12,34,567); so that a decimal comma never passes for grouping. */
    private String ungrouped(String whole) throws BadText {
        int from = whole.startsWith("-") || whole.startsWith("+") ? 1 : 0;
        int first = whole.indexOf(thousands);
        int last = whole.lastIndexOf(thousands);
        boolean sound = first > from && first - from <= 3 && whole.length() - last - 1 == 3;
        for (int at = first; sound && at < last; ) {
            int next = whole.indexOf(thousands, at + 1);
            sound = next - at == 4 || next - at == 3;
            at = next;
        }
        if (!sound) {
            throw new BadText("the thousands separators '" + thousands + "' are not where they belong");
        }
        return whole.replace(String.valueOf(thousands), "");
    }

    /** Whole micros, rounded half-even; {@code unit} is how many currency units one stands for. */
    long micros(String cell, BigDecimal unit) throws BadText {
        BigDecimal amount = decimal(cell).multiply(unit).movePointRight(MICROS);
        BigDecimal micros = amount.setScale(0, RoundingMode.HALF_EVEN);
        if (micros.precision() > 19) {
            throw tooLarge();
        }
        try {
            return micros.longValueExact();
        } catch (ArithmeticException e) {
            throw tooLarge();
        }
    }

    static BadText tooLarge() {
        return new BadText("too large: money goes up to 9,223,372,036,854.775807");
    }

    /** A whole number; {@code 5.0} is one. */
    long count(String cell) throws BadText {
        BigDecimal value = decimal(cell);
        try {
            return value.longValueExact();
        } catch (ArithmeticException e) {
            throw new BadText("not a whole number");
        }
    }

    double real(String cell) throws BadText {
        double value = decimal(cell).doubleValue();
        if (!Double.isFinite(value)) {
            throw new BadText("too large");
        }
        return value;
    }
}
