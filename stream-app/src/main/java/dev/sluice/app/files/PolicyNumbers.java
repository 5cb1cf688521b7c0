package dev.sluice.app.files;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.DoublePredicate;
import java.util.function.LongConsumer;

/** Takes a policy's numbers out of YAML, and notes those that can't be meant. */
final class PolicyNumbers {
    private final List<String> faults;
    private final YamlText read;

    PolicyNumbers(List<String> faults, YamlText read) {
        this.faults = faults;
        this.read = read;
    }

    /** Currency units, 0 or more. */
    void money(Yaml value, LongConsumer action) {
        micros(value, 0, "an amount of 0 or more, such as 5000", action);
    }

    /** Currency units above 0. */
    void step(Yaml value, LongConsumer action) {
        micros(value, 1, "an amount above 0, such as 1 or 0.01", action);
    }

    private void micros(Yaml value, long least, String expected, LongConsumer action) {
        String text = read.text(value);
        try {
            long micros = NumberText.PLAIN.micros(text, BigDecimal.ONE);
            if (micros < least) {
                fault(value, text, expected);
            } else {
                action.accept(micros);
            }
        } catch (BadText e) {
            fault(value, text, expected);
        }
    }

    void whole(Yaml value, LongConsumer action) {
        String text = read.text(value);
        try {
            long count = NumberText.PLAIN.count(text);
            if (count < 0 || count > Integer.MAX_VALUE) {
                fault(value, text, "a whole number of 0 or more");
            } else {
                action.accept(count);
            }
        } catch (BadText e) {
            fault(value, text, "a whole number of 0 or more");
        }
    }

    void positive(Yaml value, DoubleConsumer action) {
        number(value, number -> number > 0, "a number above 0, such as 3.5", action);
    }

    /** 0 to 1, or a percentage. */
    void share(Yaml value, DoubleConsumer action) {
        number(value, number -> number >= 0 && number <= 1, "a share from 0 to 1, such as 0.3 or 30%", action);
    }

    /** 0 or more, or a percentage. */
    void shift(Yaml value, DoubleConsumer action) {
        number(value, number -> number >= 0, "a share of 0 or more, such as 0.15 or 15%", action);
    }

    private void number(Yaml value, DoublePredicate fits, String expected, DoubleConsumer action) {
        String text = read.text(value).strip();
        boolean percent = text.endsWith("%");
        try {
            BigDecimal written = NumberText.PLAIN.decimal(
                    percent ? text.substring(0, text.length() - 1).strip() : text);
            double number = (percent ? written.movePointLeft(2) : written).doubleValue();
            if (Double.isFinite(number) && fits.test(number)) {
                action.accept(number);
            } else {
                fault(value, text, expected);
            }
        } catch (BadText e) {
            fault(value, text, expected);
        }
    }

    private void fault(Yaml value, String text, String expected) {
        faults.add(value.place() + ": '" + text + "' is not " + expected);
    }
}
