package dev.sluice.app.command;

import dev.sluice.app.ops.ExitCode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each channel gets a week now, in micros: {@code meta=1200,search=800.50}, or a CSV file with channel and spend. */
final class CurrentSpend {
    private CurrentSpend() {}

    static Map<String, Long> read(String text, Path directory) {
        return text.contains("=") ? listed(text) : filed(directory.resolve(text));
    }

    private static Map<String, Long> listed(String text) {
        Map<String, Long> current = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int sign = part.lastIndexOf('=');
            String channel = sign < 0 ? "" : part.substring(0, sign).strip();
            try {
                if (channel.isEmpty()
                        || current.put(channel, micros(part.substring(sign + 1).strip())) != null) {
                    throw wrong(part);
                }
            } catch (ArithmeticException | NumberFormatException e) {
                throw wrong(part);
            }
        }
        return current;
    }

    private static CommandFailure wrong(String part) {
        return new CommandFailure(
                ExitCode.USAGE,
                "--current takes channel=amount,channel=amount, each channel once, or a CSV file; '" + part
                        + "' is not so");
    }

    private static Map<String, Long> filed(Path file) {
        CsvTable table = CsvTable.read(file);
        int channel = table.column("channel");
        int spend = table.column("spend");
        Map<String, Long> current = new LinkedHashMap<>();
        for (CsvTable.Row row : table.rows()) {
            double amount = table.amount(row, spend);
            String name = table.text(row, channel);
            if (current.put(name, Double.isNaN(amount) ? 0 : micros(Double.toString(amount))) != null) {
                table.fault(row.line(), name + " stands here twice");
            }
        }
        table.done();
        return current;
    }

    /** Currency units as micros, 0 or more. */
    static long micros(String amount) {
        BigDecimal units = new BigDecimal(amount);
        if (units.signum() < 0 || units.scale() > 100 || units.precision() - units.scale() > 12) {
            throw new NumberFormatException(amount);
        }
        return units.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }
}
