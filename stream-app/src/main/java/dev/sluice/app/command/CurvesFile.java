package dev.sluice.app.command;

import dev.sluice.app.budget.allocate.SampledCurve;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Response curves as samples: a CSV file with the columns channel, spend, response; channels in the order they appear. */
final class CurvesFile {
    private record Sample(long line, double spend, double response) {}

    private CurvesFile() {}

    static Map<String, SampledCurve> read(Path file) {
        CsvTable table = CsvTable.read(file);
        int channel = table.column("channel");
        int spend = table.column("spend");
        int response = table.column("response");
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (CsvTable.Row row : table.rows()) {
            samples.computeIfAbsent(table.text(row, channel), name -> new ArrayList<>())
                    .add(new Sample(row.line(), table.amount(row, spend), table.amount(row, response)));
        }
        table.done();
        samples.forEach((name, of) -> check(table, name, of));
        table.done();
        Map<String, SampledCurve> curves = new LinkedHashMap<>();
        samples.forEach((name, of) -> curves.put(
                name,
                SampledCurve.of(
                        of.stream().mapToDouble(Sample::spend).toArray(),
                        of.stream().mapToDouble(Sample::response).toArray())));
        return curves;
    }

    /** Sorts a channel's samples and finds those that no curve goes through. */
    private static void check(CsvTable table, String channel, List<Sample> samples) {
        samples.sort(Comparator.comparingDouble(Sample::spend));
        if (samples.getLast().spend() == 0) {
            table.fault(samples.getLast().line(), channel + " has no sample at a spend above 0");
        }
        double range = samples.stream().mapToDouble(Sample::response).max().orElse(0);
        for (int i = 1; i < samples.size(); i++) {
            Sample before = samples.get(i - 1);
            Sample sample = samples.get(i);
            if (sample.spend() == before.spend()) {
                table.fault(
                        Math.max(sample.line(), before.line()),
                        channel + " has a second sample at a spend of " + sample.spend());
            } else if (sample.response() < before.response() - SampledCurve.ROUNDING * range) {
                table.fault(
                        sample.line(),
                        "the response of " + channel + " falls from " + before.response() + " at a spend of "
                                + before.spend() + " to " + sample.response() + "; it must not fall as spend grows");
            }
        }
    }
}
