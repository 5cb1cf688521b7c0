package dev.sluice.trainer.command;

import dev.sluice.trainer.data.ColumnType;
import dev.sluice.trainer.data.CsvOptions;
import dev.sluice.trainer.data.CsvTables;
import dev.sluice.trainer.data.Table;
import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.response.LiftTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lift tests in a CSV file: channel, spend (may be missing), delta_spend, delta_outcome, standard_error. */
final class LiftTestFile {
    private LiftTestFile() {}

    static List<LiftTest> read(Path file) throws TableException {
        Table table = CsvTables.read(file, CsvOptions.DEFAULT.typed("channel", ColumnType.CATEGORY));
        @Nullable String[] channels = table.categories("channel").values();
        double[] spend = new double[table.size()];
        Arrays.fill(spend, Double.NaN);
        if (table.names().contains("spend") && table.column("spend").missing() < table.size()) {
            spend = table.numbers("spend").values();
        }
        double[] deltaSpend = table.numbers("delta_spend").values();
        double[] deltaOutcome = table.numbers("delta_outcome").values();
        double[] errors = table.numbers("standard_error").values();
        List<LiftTest> tests = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            LiftTest test = new LiftTest(
                    Objects.requireNonNullElse(channels[row], ""),
                    spend[row],
                    deltaSpend[row],
                    deltaOutcome[row],
                    errors[row]);
            String fault = fault(test);
            if (fault != null) {
                throw new TableException("%s, row %d: %s".formatted(table.source(), row + 1, fault));
            }
            tests.add(test);
        }
        return tests;
    }

    /** What is wrong with a test; null if nothing is. */
    static @Nullable String fault(LiftTest test) {
        if (test.channel().isBlank()) {
            return "a lift test without a channel";
        }
        if (!(Math.abs(test.deltaSpend()) > 0) || Double.isInfinite(test.deltaSpend())) {
            return "delta_spend must be a number other than 0";
        }
        if (!Double.isFinite(test.deltaOutcome())) {
            return "delta_outcome must be a number";
        }
        if (!(test.standardError() > 0) || Double.isInfinite(test.standardError())) {
            return "standard_error must be above 0";
        }
        if (test.spend() < 0 || test.spend() + test.deltaSpend() < 0) {
            return "spend, before and after the change, must be 0 or more";
        }
        return null;
    }
}
